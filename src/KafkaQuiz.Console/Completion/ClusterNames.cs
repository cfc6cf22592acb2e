using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.ConsumerGroups;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Shell;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console.Completing;

/// <summary>Names that the session's cluster knows now: asked with two reading requests, kept for a moment.</summary>
internal sealed class ClusterNames
{
    /// <summary>Typing goes on meanwhile: what does not answer in this time has no candidates.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private (long At, string Servers, Task<Snapshot> Names)? _last;

    /// <param name="Topics">With their numbers of partitions.</param>
    internal sealed record Snapshot(IReadOnlyDictionary<string, int> Topics, IReadOnlyList<string> Groups, IReadOnlyList<KafkaNode> Brokers)
    {
        public static Snapshot Nothing { get; } = new(new Dictionary<string, int>(), [], []);
    }

    /// <param name="servers">As typed, or the session's own.</param>
    public Task<Snapshot> AskAsync(ConsoleSession session, string servers, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_last is not { } last || last.Servers != servers || session.Time.GetElapsedTime(last.At) >= Fresh)
                _last = last = (session.Time.GetTimestamp(), servers, ReadAsync(session, servers));
            return last.Names.WaitAsync(cancel);
        }
    }

    private static async Task<Snapshot> ReadAsync(ConsoleSession session, string servers)
    {
        await Task.Yield();
        using var limit = new CancellationTokenSource(Patience);
        var cancel = limit.Token;
        try
        {
            var context = new ToolContext(session, [], TextWriter.Null, TextWriter.Null, LineChannel.Of(""));
            await using var client = context.Connect(servers, new Dictionary<string, string>(StringComparer.Ordinal), "completion");
            var metadata = await client.MetadataAsync(null, false, "listTopics", cancel);
            var brokers = client.Nodes.Values.OrderBy(n => n.Id).ToList();
            var groups = await GroupCalls.ListAllAsync(client, cancel);
            return new Snapshot(
                metadata.Topics.Where(t => t.Name is not null && t.ErrorCode == ErrorCode.None).ToDictionary(t => t.Name!, t => t.Partitions.Count, StringComparer.Ordinal),
                [.. groups.Select(g => g.GroupId).Order(StringComparer.Ordinal)], brokers);
        }
        catch (Exception e) when (e is OperationCanceledException or JavaException or KafkaClientException or MalformedMessageException or IOException)
        {
            return Snapshot.Nothing;
        }
    }
}
