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
        var snapshot = cluster is null ? null : await cluster.LookAsync();
        List<NamedAddress> named = [];
        foreach (var address in record.Servers) named.Add(new(address, await bench.ServersAsync([address]) is not null));
        return new PracticePicture(snapshot, await ServersAsync(), named, FailedStart());
    }

    /// <summary>The newest server, where it ended by itself with an error: what it said about it.</summary>
    private FailedStart? FailedStart()
    {
        if (bench.Machine.Servers is not [.., { ExitCode: { } code } last] || code is 0 or 130 or 137 or 143) return null;
        var error = last.Log.ToList().FindLastIndex(line => line.Contains("] ERROR ", StringComparison.Ordinal));
        // What "Exiting Kafka due to fatal exception" is about stands below it, before the stack trace.
        var why = error >= 0 && last.Log.Skip(error + 1).FirstOrDefault(line => line.Length > 0 && !char.IsWhiteSpace(line[0])) is { } below ? below : error >= 0 ? last.Log[error] : "";
        return new(last.NodeId < 0 ? null : last.NodeId, code, why);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();
}

/// <summary>What the live picture shows.</summary>
/// <param name="Cluster">Null before a server was started.</param>
/// <param name="Servers">Addresses for other clients on the same computer; null while there are none.</param>
/// <param name="Named">Where the grader looks, in labs that name addresses.</param>
/// <param name="Failed">The newest server, if it could not start.</param>
public sealed record PracticePicture(ClusterSnapshot? Cluster, string? Servers, IReadOnlyList<NamedAddress> Named, FailedStart? Failed);

/// <summary>An address that a lab names, and whether a server listens there.</summary>
public sealed record NamedAddress(string Address, bool IsServed);

/// <summary>A server that ended by itself with an error.</summary>
/// <param name="Node">Its node id; null where its properties have none that counts.</param>
/// <param name="Code">Its exit code.</param>
/// <param name="Why">The line of its log that tells why.</param>
public sealed record FailedStart(int? Node, int Code, string Why);
