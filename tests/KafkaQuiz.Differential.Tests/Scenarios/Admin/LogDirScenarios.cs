using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>DescribeLogDirs and AlterReplicaLogDirs.</summary>
[Collection(nameof(WholeClusters))]
public sealed class LogDirScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Replica_moves_to_another_directory() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("stored", [[1, 2, 3]]);
        await c.ProduceAsync(topic, RecordSteps.Batch("one", "two"));
        var dirs = (await c.QuietlyAsync(new DescribeLogDirsRequest { Topics = [] })).Results.Select(r => r.LogDir).OrderBy(d => d.Length).ToList();
        // Kafka places a new replica where fewest are: start in the first.
        await c.QuietlyAsync(Move(dirs[0], topic.Name, 0));
        await c.UntilAsync(Described(topic.Name), r => IsIn(r, dirs[0]));
        await c.AskAsync(Described(topic.Name));
        await c.AskAsync(Move(dirs[1], topic.Name, 0));
        await c.AskUntilAsync(Described(topic.Name), r => IsIn(r, dirs[1]));
        for (short version = 1; version <= 4; version++)
            await c.AskAsync(Described(topic.Name), version: version);

        static bool IsIn(DescribeLogDirsResponse answer, string dir) => answer.Results.TrueForAll(r => (r.LogDir == dir) == (r.Topics.Count == 1) && r.Topics.TrueForAll(t => t.Partitions is [{ IsFutureKey: false }]));
    });

    [Scenario]
    public Task Moves_that_are_refused() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("stored", [[1, 2], [2, 3]]);
        await c.AskAsync(Move("/no/such/dir", topic.Name, 0));
        var dir = (await c.QuietlyAsync(new DescribeLogDirsRequest { Topics = [] })).Results.Select(r => r.LogDir).OrderBy(d => d.Length).First();
        await c.AskAsync(Move(dir, c.Own("nobody"), 0));
        await c.AskAsync(Move(dir, topic.Name, 1, 9));
        await c.AskAsync(Move("relative", topic.Name, 0), version: 1);
        await c.AskAsync(new AlterReplicaLogDirsRequest());
        await c.AskAsync(Described(c.Own("nobody")));
        await c.AskAsync(new DescribeLogDirsRequest { Topics = [] });
        await c.AskAsync(Described(topic.Name), own: r => r.Results.RemoveAll(d => d.ErrorCode == ErrorCode.None), broker: 1);
    });

    private static DescribeLogDirsRequest Described(string topic) => new() { Topics = [new() { Topic = topic, Partitions = [0] }] };

    private static AlterReplicaLogDirsRequest Move(string dir, string topic, params int[] partitions) => new() { Dirs = [new() { Path = dir, Topics = [new() { Name = topic, Partitions = [.. partitions] }] }] };
}
