using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>
/// What a practice cluster's coordinator answers, request by request, against transcripts of the same conversations with Apache Kafka 4.3.1
/// (<c>Groups/Transcripts</c>). They are recorded by this test from a single node that was started with
/// <c>group.initial.rebalance.delay.ms=0</c>, <c>group.consumer.assignment.interval.ms=0</c> and replication factors of 1:
/// <c>RECORD_FROM=127.0.0.1:9092 RECORD_TO=…/Groups/Transcripts dotnet …/KafkaQuiz.PracticeCluster.Tests.dll -class '*ConversationTests'</c>.
/// </summary>
public sealed class ConversationTests
{
    public static TheoryData<string> Names => [.. Conversations.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_conversation_goes_as_with_Apache_Kafka(string name)
    {
        var from = Environment.GetEnvironmentVariable("RECORD_FROM");
        if (from is not null)
        {
            var recorded = await RunAsync(name, from, $"{name}-{Guid.NewGuid():N}"[..(name.Length + 9)], TimeSpan.FromSeconds(1));
            await File.WriteAllTextAsync(Path.Combine(Environment.GetEnvironmentVariable("RECORD_TO")!, name + ".txt"), recorded, TestContext.Current.CancellationToken);
            return;
        }
        await using var cluster = await PracticeCluster.StartAsync(new()
        {
            Brokers = 1,
            Time = new StoppedTime(),
            Configs = new Dictionary<string, string> { ["group.consumer.assignment.interval.ms"] = "0" },
        }, TestContext.Current.CancellationToken);
        var transcript = await RunAsync(name, cluster.BootstrapServers, name, TimeSpan.Zero);
        Assert.Null(cluster.LastFault);
        Assert.Equal(Recorded(name).Split('\n'), transcript.Split('\n'));
    }

    private static async Task<string> RunAsync(string name, string server, string group, TimeSpan pause)
    {
        await using var script = new Script(server, group, pause);
        await script.StartAsync();
        await Conversations.All[name](script);
        return script.Transcript.Replace(group, "GROUP", StringComparison.Ordinal);
    }

    private static string Recorded(string name)
    {
        using var reader = new StreamReader(typeof(ConversationTests).Assembly.GetManifestResourceStream($"transcript.{name}.txt")!);
        return reader.ReadToEnd();
    }
}
