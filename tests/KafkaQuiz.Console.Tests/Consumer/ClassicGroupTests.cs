using KafkaQuiz.Console.Tests.Goldens;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Console.Tests.Consumer;

public sealed class ClassicGroupTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task The_leader_assigns_topics_that_only_other_members_subscribe_to()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 1 }, Cancel);
        await using var console = new OurConsole(cluster.BootstrapServers);
        await console.RunAsync("kafka-topics --bootstrap-server localhost:9092 --create --topic a --partitions 3", Cancel);
        await console.RunAsync("kafka-topics --bootstrap-server localhost:9092 --create --topic b --partitions 1", Cancel);
        console.StartInBackground("leader", "kafka-console-consumer --bootstrap-server localhost:9092 --topic a --group g --command-property client.id=leader");
        await UntilAsync("leader", "3", console);
        console.StartInBackground("other", "kafka-console-consumer --bootstrap-server localhost:9092 --topic b --group g --command-property client.id=other");
        await UntilAsync("other", "1", console);
        await UntilAsync("leader", "3", console);
    }

    /// <summary>Until the member with the client id has so many partitions: <c>GROUP CONSUMER-ID HOST CLIENT-ID #PARTITIONS</c>.</summary>
    private static async Task UntilAsync(string client, string partitions, OurConsole console)
    {
        while (true)
        {
            Cancel.ThrowIfCancellationRequested();
            var printed = await console.RunAsync("kafka-consumer-groups --bootstrap-server localhost:9092 --describe --members --group g", Cancel);
            var rows = printed.Out.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (rows.Any(row => row.Length >= 5 && row[3] == client && row[4] == partitions)) return;
        }
    }
}
