using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Commands;

/// <summary>Pairs of command lines that do, or do not do, the same.</summary>
public sealed class CommandMeaningTests
{
    private const string Groups = "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing";
    private const string Create = "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic orders --partitions 3 --replication-factor 2 --config retention.ms=60000 --config cleanup.policy=compact,delete";
    private const string Alter = "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name orders --add-config retention.ms=60000,cleanup.policy=[compact,delete]";
    private const string Reset = "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --topic orders:0,2 --reset-offsets --to-earliest --execute";
    private const string Consume = "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --formatter-property print.key=true --formatter-property key.separator=,";
    private const string Format = "kafka-storage.sh format -t abc -c config/server.properties --standalone";
    private const string Start = "kafka-server-start.sh config/server.properties";
    private const string Quorum = "kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --status";
    private const string Offsets = "kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic orders --partitions 0,1 --time earliest";

    [Theory]
    [InlineData(Groups, "kafka-consumer-groups.sh --group billing --describe --bootstrap-server localhost:9092")]
    [InlineData(Groups, "kafka-consumer-groups --bootstrap-server=localhost:9092 --describe --group=billing")]
    [InlineData(Groups, "/opt/kafka/bin/kafka-consumer-groups.sh --bootstrap-server broker:19092 --describe --group billing")]
    [InlineData(Groups, "bin\\\\windows\\\\kafka-consumer-groups.bat --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group 'billing'")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server \"localhost:9092\" --describe --group \"bill\"ing")]
    [InlineData(Groups, "kafka-consumer-groups.sh \\\n  --bootstrap-server localhost:9092 \\\n  --describe \\\r\n  --group billing\n")]
    [InlineData(Groups, "kafka-consumer-groups.sh `\n --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "$ kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "  kafka-consumer-groups.sh   --bootstrap-server  localhost:9092 --describe --group billing   # 랙 확인")]
    [InlineData(Groups, "docker exec -it broker /opt/kafka/bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "docker compose exec kafka-1 kafka-consumer-groups --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "KAFKA_HEAP_OPTS=-Xmx256m kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "sudo kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh -bootstrap-server localhost:9092 -describe -group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --offsets --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server a:9092,b:9092 --describe --group billing")]
    [InlineData(Create, "kafka-topics.sh --create --topic orders --bootstrap-server localhost:9092 --replication-factor 2 --partitions 3 --config cleanup.policy=delete,compact --config retention.ms=60000")]
    [InlineData(Create, "kafka-topics --create --topic=orders --bootstrap-server=localhost:9092 --replication-factor=02 --partitions=3 --config='cleanup.policy=compact, delete' --config retention.ms=60000")]
    [InlineData(Alter, "kafka-configs.sh --bootstrap-server localhost:9092 --alter --topic orders --add-config retention.ms=60000,cleanup.policy=[delete,compact]")]
    [InlineData(Alter, "kafka-configs.sh --bootstrap-server localhost:9092 --entity-name orders --entity-type topics --alter --add-config cleanup.policy=[compact,delete],retention.ms=60000")]
    [InlineData(Alter, "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name orders --add-config retention.ms=60000 --add-config cleanup.policy=[compact,delete]")]
    [InlineData("kafka-configs.sh --bootstrap-server b:1 --describe --entity-type brokers --entity-default", "kafka-configs.sh --bootstrap-server b:1 --describe --broker-defaults")]
    [InlineData("kafka-configs.sh --bootstrap-server b:1 --describe --user alice --client app", "kafka-configs.sh --bootstrap-server b:1 --describe --entity-type clients --entity-type users --entity-name app --entity-name alice")]
    [InlineData("kafka-configs.sh --bootstrap-server b:1 --alter --topic t --delete-config a,b", "kafka-configs.sh --bootstrap-server b:1 --alter --topic t --delete-config b --delete-config a")]
    [InlineData(Reset, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --reset-offsets --to-earliest --execute --group billing --topic orders:2,0")]
    [InlineData("kafka-consumer-groups.sh --bootstrap-server b:1 --group g --topic t --reset-offsets --to-latest", "kafka-consumer-groups.sh --bootstrap-server b:1 --group g --topic t --reset-offsets --to-latest --dry-run")]
    [InlineData("kafka-consumer-groups.sh --bootstrap-server b:1 --group g --topic t --reset-offsets --shift-by -5 --execute", "kafka-consumer-groups.sh --bootstrap-server b:1 --group g --topic t --reset-offsets --shift-by=-5 --execute")]
    [InlineData("kafka-consumer-groups.sh --bootstrap-server b:1 --list --state Empty", "kafka-consumer-groups.sh --bootstrap-server b:1 --state empty --list")]
    [InlineData("kafka-consumer-groups.sh --bootstrap-server b:1 --list --state", "kafka-consumer-groups.sh --state --list --bootstrap-server b:1")]
    [InlineData(Consume, "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --property print.key=true --property key.separator=,")]
    [InlineData(Consume, "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --property key.separator=, --formatter-property print.key=TRUE --isolation-level read_uncommitted")]
    [InlineData("kafka-console-producer.sh --bootstrap-server b:1 --topic t --command-property acks=all", "kafka-console-producer.sh --bootstrap-server b:1 --topic t --producer-property acks=-1")]
    [InlineData("kafka-console-producer.sh --bootstrap-server b:1 --topic t --reader-property parse.key=true", "kafka-console-producer.sh --topic t --property parse.key=true --bootstrap-server b:1")]
    [InlineData(Format, "kafka-storage.sh format --standalone --config config/server.properties --cluster-id abc")]
    [InlineData(Format, "kafka-storage format -s --cluster-id=abc -c config/server.properties")]
    [InlineData(Start, "bin/kafka-server-start.sh config/server.properties")]
    [InlineData("kafka-server-start.sh -daemon config/server.properties", "bin/kafka-server-start.sh -daemon config/server.properties")]
    [InlineData(Quorum, "kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --status")]
    [InlineData(Offsets, "kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic orders --partitions 1,0 --time -2")]
    [InlineData("kafka-get-offsets.sh --bootstrap-server b:1 --topic t", "kafka-get-offsets.sh --bootstrap-server b:1 --topic t --time latest")]
    [InlineData("kafka-acls.sh --bootstrap-server b:1 --add --allow-principal User:a --operation Read --operation Describe --topic t", "kafka-acls.sh --bootstrap-server b:1 --add --allow-principal User:a --operation describe --operation read --topic t --resource-pattern-type literal")]
    [InlineData("kafka-leader-election.sh --bootstrap-server b:1 --election-type preferred --all-topic-partitions", "kafka-leader-election.sh --bootstrap-server b:1 --election-type PREFERRED --all-topic-partitions --admin.config x --command-config x", "--command-config")]
    [InlineData("kafka-producer-perf-test.sh --topic t --num-records 1000 --record-size 100 --throughput -1 --command-property bootstrap.servers=b:1 acks=1", "kafka-producer-perf-test.sh --topic t --num-records 1000 --record-size 100 --throughput -1 --producer-props acks=1 bootstrap.servers=b:1")]
    [InlineData("connect-standalone.sh worker.properties sink.properties", "/opt/kafka/bin/connect-standalone.sh worker.properties sink.properties")]
    public void Means_the_same(string answer, string typed, string? optional = null) =>
        Assert.True(Grade(answer, typed, optional).IsRight, Describe(Grade(answer, typed, optional)));

    [Theory]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group Billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe")]
    [InlineData(Groups, "kafka-consumer-groups.sh --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --list --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing --members")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing --group orders")]
    [InlineData(Groups, "kafka-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --zookeeper localhost:2181 --describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --desc --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 describe --group billing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing extra")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group bill ing")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing --command-config c.properties")]
    [InlineData(Groups, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group")]
    [InlineData(Groups, "echo kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing")]
    [InlineData(Create, "kafka-topics.sh --create --topic orders --bootstrap-server localhost:9092 --replication-factor 2 --partitions 3 --config retention.ms=60000")]
    [InlineData(Create, "kafka-topics.sh --create --topic orders --bootstrap-server localhost:9092 --replication-factor 3 --partitions 2 --config retention.ms=60000 --config cleanup.policy=compact,delete")]
    [InlineData(Create, "kafka-topics.sh --create --topic orders --zookeeper localhost:2181 --replication-factor 2 --partitions 3 --config retention.ms=60000 --config cleanup.policy=compact,delete")]
    [InlineData(Alter, "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type topics --entity-name orders --add-config retention.ms=6000,cleanup.policy=[compact,delete]")]
    [InlineData(Alter, "kafka-configs.sh --bootstrap-server localhost:9092 --alter --entity-type brokers --entity-name orders --add-config retention.ms=60000,cleanup.policy=[compact,delete]")]
    [InlineData(Alter, "kafka-topics.sh --bootstrap-server localhost:9092 --alter --topic orders --config retention.ms=60000 --config cleanup.policy=compact,delete")]
    [InlineData(Reset, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --topic orders:0,2 --reset-offsets --to-earliest --dry-run")]
    [InlineData(Reset, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --topic orders --reset-offsets --to-earliest --execute")]
    [InlineData(Reset, "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --all-topics --reset-offsets --to-earliest --execute")]
    [InlineData(Consume, "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --property print.key=true --property key.separator=,")]
    [InlineData(Consume, "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --property print.key=true --property key.separator=")]
    [InlineData(Consume, "kafka-console-consumer.sh --bootstrap-server localhost:9092 --topic orders --from-beginning --property print.key=true --property key.separator=, --isolation-level read_committed")]
    [InlineData(Format, "kafka-storage.sh random-uuid")]
    [InlineData(Format, "kafka-storage.sh format -t abc -c config/broker.properties --standalone")]
    [InlineData(Format, "kafka-storage.sh -t abc -c config/server.properties --standalone")]
    [InlineData(Start, "kafka-server-start.sh")]
    [InlineData(Start, "kafka-server-start.sh config/server.properties config/server.properties")]
    [InlineData(Start, "kafka-server-stop.sh config/server.properties")]
    [InlineData(Quorum, "kafka-metadata-quorum.sh --bootstrap-server localhost:9092 describe --replication")]
    [InlineData(Quorum, "kafka-metadata-quorum.sh -bootstrap-server localhost:9092 describe --status")]
    [InlineData(Offsets, "kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic orders --partitions 0,1")]
    [InlineData(Offsets, "kafka-get-offsets.sh --broker-list localhost:9092 --topic orders --partitions 0,1 --time -2")]
    [InlineData("kafka-topics.sh --bootstrap-server b:1 --describe --topic 01", "kafka-topics.sh --bootstrap-server b:1 --describe --topic 1")]
    [InlineData("kafka-acls.sh --bootstrap-server b:1 --add --allow-principal User:a --operation Read --topic t", "kafka-acls.sh --bootstrap-server b:1 --add --allow-principal User:a --operation Read --operation Write --topic t")]
    public void Does_not_mean_the_same(string answer, string typed) => Assert.False(Grade(answer, typed).IsRight, typed);

    [Theory]
    [InlineData("kafka-topics.sh --list | grep orders")]
    [InlineData("kafka-topics.sh --list > topics.txt")]
    [InlineData("kafka-topics.sh --list; ls")]
    [InlineData("kafka-topics.sh --list && ls")]
    [InlineData("kafka-topics.sh --topic $(cat topic)")]
    [InlineData("kafka-topics.sh --topic 'orders")]
    [InlineData("kafka-topics.sh --topic \"orders")]
    [InlineData("kafka-topics.sh —-list")]
    [InlineData("kafka-topics.sh --topic “orders”")]
    [InlineData("kafka-topics.sh --list\nkafka-topics.sh --describe")]
    public void What_no_shell_reads_as_one_command_is_sent_back_with_what_to_do(string typed)
    {
        var graded = Grade(Groups, typed);
        Assert.Equal(GradeStatus.Invalid, graded.Status);
        Assert.Contains("주세요", graded.Problem!.Ko, StringComparison.Ordinal);
        Assert.NotEmpty(graded.Problem.En);
    }

    [Fact]
    public void Feedback_names_the_option_that_is_wrong_and_why()
    {
        var parts = Grade(Groups, "kafka-consumer-groups.sh --zookeeper localhost:2181 --describe --group orders --verbos").Parts;
        Assert.Equal(["--bootstrap-server", "--group", "--verbos", "--zookeeper"], parts.Where(part => !part.Right).Select(part => part.Key).Order(StringComparer.Ordinal));
        Assert.Contains("4.0", parts.Single(part => part.Key == "--zookeeper").Why!.Ko, StringComparison.Ordinal);
        Assert.Contains("--verbose", parts.Single(part => part.Key == "--verbos").Why!.Ko, StringComparison.Ordinal);
        Assert.Equal("--group orders", parts.Single(part => part.Key == "--group").Given!.Ko);
    }

    [Fact]
    public void Of_several_right_lines_the_nearest_gives_the_feedback()
    {
        var variant = Variants.Command("kafka-topics.sh --bootstrap-server b:1 --list", Groups);
        var parts = Grader.Grade(variant, Response.Of("text", "kafka-consumer-groups.sh --bootstrap-server b:1 --describe --group x")).Parts;
        Assert.Equal(["--group"], parts.Where(part => !part.Right).Select(part => part.Key));
    }

    [Fact]
    public void A_mistake_is_recognised_by_tool_options_and_values_under_any_name_and_keeps_its_credit()
    {
        var mistake = new CommandMistake(
            new CommandShape("kafka-console-consumer", ["--property"], ["--from-beginning"], new Dictionary<string, string> { ["--topic"] = "orders" }), 0.5m, Variants.Text("from the end"));
        var variant = Variants.Command([Consume], [], ["--bootstrap-server"], mistake);
        var fits = Grader.Grade(variant, Response.Of("text", "kafka-console-consumer.sh --bootstrap-server b:1 --topic orders --formatter-property print.key=true"));
        Assert.Equal("from the end", fits.Mistake!.Why.Ko);
        Assert.Equal(new Fraction(1, 2), fits.Fraction);
        Assert.Null(Grader.Grade(variant, Response.Of("text", "kafka-console-consumer.sh --bootstrap-server b:1 --topic payments --property a=b")).Mistake);
    }

    private static GradedResponse Grade(string answer, string typed, string? optional = null) => Grader.Grade(
        Variants.Command([answer], optional is null ? [] : [optional], ["--bootstrap-server"]), Response.Of("text", typed));

    private static string Describe(GradedResponse graded) => $"{graded.Status} {graded.Problem?.En} " +
        string.Join("; ", graded.Parts.Where(part => !part.Right).Select(part => $"{part.Key}: {part.Given?.En} / {part.Expected?.En} {part.Why?.En}"));
}
