using KafkaQuiz.Bench;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>One session's workbench on this node, and when it was last worked at.</summary>
internal sealed class PracticeBench(Guid session, BenchRecord record, Workbench bench, EgressPolicy policy, DateTimeOffset now) : IAsyncDisposable
{
    public Guid Session => session;

    public Guid Learner => record.Learner;

    public BenchRecord Record => record;

    public Workbench Bench => bench;

    /// <summary>Lets a grader reach this machine's own ports and nothing else.</summary>
    public EgressPolicy Policy => policy;

    /// <summary>Last page, command or request of the learner.</summary>
    public DateTimeOffset UsedAt { get; set; } = now;

    /// <summary>What the grader and the learner's own clients on this computer connect to; null while nothing runs.</summary>
    public Task<string?> ServersAsync() => bench.ServersAsync(record.Servers);

    /// <summary>Numbers that change with what the bench holds.</summary>
    public async Task<(long Machine, long Terminal)> StateAsync() => (await bench.Machine.WaitForChangeAsync(-1, CancellationToken.None), bench.Terminal.Transcript.End);

    /// <summary>The state that was saved last; it begins as none is.</summary>
    public (long Machine, long Terminal) Saved { get; set; } = (-1, -1);

    /// <summary>The cluster as it is now.</summary>
    public async Task<PracticePicture> LookAsync()
    {
        var cluster = await bench.ClusterAsync();
        return new PracticePicture(cluster is null ? null : await cluster.LookAsync(), await ServersAsync());
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}

/// <summary>What the live picture shows.</summary>
/// <param name="Cluster">Null before a server was started.</param>
/// <param name="Servers">Addresses for other clients on the same computer; null while there are none.</param>
public sealed record PracticePicture(ClusterSnapshot? Cluster, string? Servers);
