using KafkaQuiz.Practice;

namespace KafkaQuiz.Console.Tests.Completion;

/// <summary>Candidates for the word at the caret, which stands where the line has |.</summary>
public sealed class CompletionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kafka-to|", "kafka-topics")]
    [InlineData("bin/kafka-get|", "bin/kafka-get-offsets.sh")]
    [InlineData("ec|", "echo")]
    [InlineData("cat a | kafka-console-p|", "kafka-console-producer")]
    [InlineData("X=1 sudo docker exec -it broker kafka-log|", "kafka-log-dirs")]
    [InlineData("timeout 10 kafka-met|", "kafka-metadata-quorum")]
    [InlineData("kafka-topics --cre|", "--create")]
    [InlineData("kafka-topics --cre| --topic x", "--create")]
    [InlineData("kafka-topics \\\n  --under-min|", "--under-min-isr-partitions")]
    [InlineData("kafka-console-consumer --isolation-level |", "read_uncommitted read_committed")]
    [InlineData("kafka-console-consumer --isolation-level=read_c|", "read_committed")]
    [InlineData("kafka-console-producer --producer-property ac|", "acks=")]
    [InlineData("kafka-console-producer --producer-property acks=|", "acks=all acks=0 acks=1")]
    [InlineData("kafka-console-consumer --command-property group.p|", "group.protocol=")]
    [InlineData("kafka-console-consumer --formatter-property print.k|", "print.key=")]
    [InlineData("kafka-console-producer --reader-property parse.k|", "parse.key=")]
    [InlineData("kafka-configs --entity-type topics --add-config retention.|", "retention.bytes= retention.ms=")]
    [InlineData("kafka-configs --entity-type topics --add-config a=b,cleanup.policy=|", "a=b,cleanup.policy=delete a=b,cleanup.policy=compact a=b,cleanup.policy=compact,delete")]
    [InlineData("kafka-configs --entity-type brokers --delete-config log.retention.|", "log.retention.bytes log.retention.ms")]
    [InlineData("kafka-topics --create --config min.in|", "min.insync.replicas=")]
    [InlineData("kafka-metadata-quorum de|", "describe")]
    [InlineData("kafka-metadata-quorum describe --re|", "--replication")]
    [InlineData("kafka-metadata-quorum --bootstrap-server x:1 describe --st|", "--status")]
    [InlineData("kafka-leader-election --election-type pre|", "preferred")]
    [InlineData("kafka-topics --bootstrap-server l|", "localhost:9092")]
    [InlineData("kafka-topics --command-config cl|", "client.properties")]
    [InlineData("cat co|", "conf/")]
    [InlineData("cat conf/|", "conf/server.properties")]
    [InlineData("sed -i s/a/b/ conf/s|", "conf/server.properties")]
    [InlineData("echo x >cl|", "client.properties")]
    [InlineData("kafka-topics --list > conf/|", "conf/server.properties")]
    [InlineData("echo $BOOT|", "$BOOTSTRAP")]
    [InlineData("kill %|", "%1")]
    [InlineData("help kafka-con|", "kafka-console-producer kafka-console-consumer kafka-consumer-groups kafka-configs kafka-consumer-perf-test")]
    [InlineData("nothing --a|", "")]
    [InlineData("kafka-topics 'open --cre|", "")]
    public async Task Offers(string line, string candidates)
    {
        await using var session = Session("127.0.0.1:1");
        session.Files.Write("client.properties", "");
        session.Files.Write("conf/server.properties", "");
        session.Variables["BOOTSTRAP"] = "localhost:9092";
        await KafkaConsole.RunAsync("sleep 1000 &", session, new ConsoleStreams(TextWriter.Null, TextWriter.Null), Cancel);
        Assert.Equal(candidates, string.Join(' ', (await CompleteAsync(session, line)).Items.Select(i => i.Text)));
    }

    [Fact]
    public async Task Tells_what_the_candidates_replace()
    {
        await using var session = Session("127.0.0.1:1");
        var found = await CompleteAsync(session, "kafka-topics --isolation --cre| x");
        Assert.Equal((25, 30), (found.Start, found.End));
        found = await CompleteAsync(session, "kafka-console-consumer --isolation-level=read|");
        Assert.Equal((41, 45), (found.Start, found.End));
    }

    [Fact]
    public async Task Options_come_with_Kafkas_help()
    {
        await using var session = Session("127.0.0.1:1");
        Assert.Equal("Create a new topic.", Assert.Single((await CompleteAsync(session, "kafka-topics --crea|")).Items).Help);
        Assert.Equal("Human-readable output", Assert.Single((await CompleteAsync(session, "kafka-metadata-quorum describe --hu|")).Items).Help);
        Assert.Contains("--command-config", Assert.Single((await CompleteAsync(session, "kafka-producer-perf-test --producer.c|")).Items).Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_was_given_is_not_offered_again()
    {
        await using var session = Session("127.0.0.1:1");
        Assert.DoesNotContain((await CompleteAsync(session, "kafka-topics --create --topic a --|")).Items, i => i.Text == "--create");
        Assert.Contains((await CompleteAsync(session, "kafka-console-consumer --command-property a=b --|")).Items, i => i.Text == "--command-property");
    }

    [Fact]
    public async Task Knows_the_clusters_topics_groups_and_brokers()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, Cancel);
        await using var session = Session(cluster.BootstrapServers);
        var streams = new ConsoleStreams(TextWriter.Null, TextWriter.Null);
        Assert.Equal(0, await KafkaConsole.RunAsync(
            "kafka-topics --bootstrap-server localhost:9092 --create --topic orders --partitions 3\n" +
            "kafka-topics --bootstrap-server localhost:9092 --create --topic payments\n" +
            "echo a | kafka-console-producer --bootstrap-server localhost:9092 --topic orders\n" +
            "kafka-console-consumer --bootstrap-server localhost:9092 --topic orders --group billing --from-beginning --max-messages 1", session, streams, Cancel));
        async Task<string> Offered(string line) => string.Join(' ', (await CompleteAsync(session, line)).Items.Select(i => i.Text));
        Assert.StartsWith("orders payments", await Offered("kafka-console-consumer --bootstrap-server localhost:9092 --topic |"), StringComparison.Ordinal);
        Assert.Equal("orders", await Offered("kafka-console-consumer --topic o|"));
        Assert.Equal("payments,orders", await Offered("kafka-log-dirs --topic-list payments,o|"));
        Assert.Equal("0 1 2", await Offered("kafka-console-consumer --topic orders --partition |"));
        Assert.Equal("billing", await Offered("kafka-consumer-groups --describe --group b|"));
        Assert.Equal("1 2 3", await Offered("kafka-log-dirs --broker-list |"));
        Assert.Equal("2", await Offered("kafka-configs --entity-type brokers --entity-name 2|"));
        Assert.StartsWith("orders", await Offered("kafka-configs --entity-type topics --entity-name o|"), StringComparison.Ordinal);
        Assert.Null(cluster.LastFault);
    }

    [Fact]
    public async Task A_cluster_that_does_not_answer_has_no_candidates()
    {
        await using var session = Session("127.0.0.1:1");
        Assert.Empty((await CompleteAsync(session, "kafka-topics --topic |")).Items);
    }

    private static ConsoleSession Session(string servers) =>
        new(ConsoleCluster.Known(servers, new Dictionary<string, string> { ["localhost:9092"] = servers })) { Language = ConsoleLanguage.English };

    /// <summary>A line whose last | is the caret.</summary>
    private static Task<Completions> CompleteAsync(ConsoleSession session, string line)
    {
        var caret = line.LastIndexOf('|');
        return ConsoleCompletion.CompleteAsync(session, line.Remove(caret, 1), caret, Cancel);
    }
}
