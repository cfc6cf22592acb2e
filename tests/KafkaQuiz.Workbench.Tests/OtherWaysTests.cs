using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Practice.Tests.OtherClients;
using KafkaQuiz.TestKit;
using GroupProtocol = Confluent.Kafka.GroupProtocol;

namespace KafkaQuiz.Bench.Tests;

/// <summary>Correct work passes whichever client did it and in whichever order: labs solved otherwise than by their reference solution.</summary>
public sealed class OtherWaysTests
{
    private static readonly Lazy<IReadOnlyList<LabDefinition>> labs = new(() => ContentLoader.Load(Repository.Root).Content!.Labs);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("console")]
    [InlineData("Confluent.Kafka")]
    [InlineData("kafka-python")]
    public Task Manual_commit_counts_whoever_commits(string client) => SolveAsync("manual-commit", async (lab, trial, servers) =>
    {
        var (group, topic, poison) = (lab.Vars["group"], lab.Vars["topic"], lab.Vars["poison"]);
        switch (client)
        {
            case "console":
                await trial.EnterAsync($"kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group {group} --topic {topic} --reset-offsets --to-offset {poison} --execute", Cancel);
                break;
            case "kafka-python":
                await PythonAsync($"""
                    from kafka import KafkaConsumer, TopicPartition, OffsetAndMetadata
                    c = KafkaConsumer('{topic}', bootstrap_servers='{servers}', group_id='{group}', auto_offset_reset='earliest', enable_auto_commit=False)
                    for record in c:
                        if record.offset == {poison} - 1:
                            c.commit(dict([(TopicPartition('{topic}', 0), OffsetAndMetadata({poison}, ''))]))
                            break
                    c.close(autocommit=False)
                    """);
                break;
            default:
                using (var consumer = Consumer(servers, group, GroupProtocol.Consumer))
                {
                    consumer.Subscribe(topic);
                    while (consumer.Consume(Cancel).Offset.Value < int.Parse(poison, CultureInfo.InvariantCulture) - 1)
                    {
                        // Processed.
                    }
                    consumer.Commit();
                    consumer.Close();
                }
                break;
        }
    });

    [Theory]
    [InlineData("kcat")]
    [InlineData("kafka-python")]
    public Task Customers_stay_together_by_any_clients_partitioner(string client) => SolveAsync("same-key-same-partition", async (lab, _, servers) =>
    {
        var records = string.Concat(Enumerable.Range(0, 5).SelectMany(round => "dbca".Select(name => $"customer-{lab.Vars[name.ToString()]}:{round}\n")));
        if (client == "kcat")
            await KcatAsync(records, "-b", servers, "-P", "-t", lab.Vars["topic"], "-K", ":");
        else
        {
            await PythonAsync($"""
                from kafka import KafkaProducer
                p = KafkaProducer(bootstrap_servers='{servers}')
                for line in '''{records}'''.split():
                    key, value = line.split(':')
                    p.send('{lab.Vars["topic"]}', key=key.encode(), value=value.encode())
                p.flush()
                """);
        }
    });

    [Fact]
    public Task A_round_trip_with_kcat_alone_whose_topic_an_admin_client_made() => SolveAsync("cli-roundtrip", async (lab, _, servers) =>
    {
        using (var admin = Admin(servers))
            await admin.CreateTopicsAsync([new TopicSpecification { Name = lab.Vars["topic"], NumPartitions = 2, ReplicationFactor = 1 }]);
        await KcatAsync(lab.Vars["message"] + "\n", "-b", servers, "-P", "-t", lab.Vars["topic"]);
        await KcatAsync("", "-b", servers, "-q", "-e", "-X", "auto.offset.reset=earliest", "-G", lab.Vars["group"], lab.Vars["topic"]);
    });

    [Fact]
    public Task Two_readers_the_other_way_round_by_both_group_protocols() => SolveAsync("two-readers", (lab, _, servers) =>
    {
        foreach (var (group, protocol) in new[] { (lab.Vars["analytics"], GroupProtocol.Consumer), (lab.Vars["billing"], GroupProtocol.Classic) })
        {
            using var consumer = Consumer(servers, group, protocol);
            consumer.Subscribe(lab.Vars["topic"]);
            while (consumer.Consume(Cancel).Offset.Value < int.Parse(lab.Vars["records"], CultureInfo.InvariantCulture) - 1)
            {
                // Read.
            }
            consumer.Commit();
            consumer.Close();
        }
        return Task.CompletedTask;
    });

    [Fact]
    public Task Configs_by_an_admin_client_the_last_task_first_after_a_wrong_turn() => SolveAsync("topic-override", async (lab, trial, servers) =>
    {
        await trial.EnterAsync($"kafka-configs.sh --bootstrap-server localhost:9092 --entity-type topics --entity-name {lab.Vars["topic"]} --alter --add-config retention.ms=1", Cancel);
        using var admin = Admin(servers);
        foreach (var (topic, value) in new[] { (lab.Vars["pinned"], "604800000"), (lab.Vars["topic"], lab.Vars["wanted"]) })
            await admin.IncrementalAlterConfigsAsync(new() { [new() { Type = ResourceType.Topic, Name = topic }] = [new() { Name = "retention.ms", Value = value, IncrementalOperation = AlterConfigOpType.Set }] });
    });

    [Fact]
    public Task Six_partitions_that_were_three_at_first() => SolveAsync("six-partitions", async (lab, _, servers) =>
    {
        using var admin = Admin(servers);
        await admin.CreateTopicsAsync([new TopicSpecification { Name = lab.Vars["topic"], NumPartitions = 3, ReplicationFactor = 3 }]);
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = lab.Vars["topic"], IncreaseTo = 6 }]);
    });

    [Fact]
    public Task The_lag_is_cleared_in_transactions_that_commit_output_and_offsets_together() => SolveAsync("clear-the-lag", (lab, _, servers) =>
    {
        using var consumer = Consumer(servers, lab.Vars["group"], GroupProtocol.Classic);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = servers, TransactionalId = "billing", LingerMs = 5 }).SetLogHandler((_, _) => { }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        consumer.Subscribe(lab.Vars["topic"]);
        for (var done = 0; done < 10_000;)
        {
            producer.BeginTransaction();
            for (var taken = 0; taken < 1000 && consumer.Consume(TimeSpan.FromSeconds(5)) is { } order; taken++, done++)
                producer.Produce(lab.Vars["out"], new() { Value = order.Message.Value });
            producer.SendOffsetsToTransaction(consumer.Assignment.Select(p => new TopicPartitionOffset(p, consumer.Position(p))).Where(p => p.Offset >= 0), consumer.ConsumerGroupMetadata, TimeSpan.FromSeconds(30));
            producer.CommitTransaction(TimeSpan.FromSeconds(30));
        }
        consumer.Close();
        return Task.CompletedTask;
    });

    /// <summary>Does the work at a fresh workbench and is graded as a learner is.</summary>
    private static async Task SolveAsync(string id, Func<Lab, LabTrial, string, Task> work)
    {
        var lab = labs.Value.Single(lab => lab.Id == id).For(20261126);
        await using var trial = await LabTrial.StartAsync(lab, Language.En, Cancel);
        await trial.GradeAsync(Cancel);
        await work(lab, trial, (await trial.ServersAsync())!);
        var verdict = await trial.GradeAsync(Cancel);
        while (verdict.Tasks.Max(task => task.HoldLeft) is { } left && left > TimeSpan.Zero)
        {
            await trial.AdvanceAsync(left);
            verdict = await trial.GradeAsync(Cancel);
        }
        Assert.True(verdict.IsComplete, string.Join("; ", verdict.Tasks.Select(task => $"{task.Id} {task.State} {task.Check.Observed.En}")));
    }

    private static async Task KcatAsync(string input, params string[] arguments)
    {
        Assert.SkipUnless(ExternalProgram.Find("kcat") is not null, "kcat is not on the PATH (apt install kcat)");
        var (code, output, error) = await ExternalProgram.RunAsync("kcat", arguments, input);
        Assert.True(code == 0, $"{output}{error}");
    }

    private static async Task PythonAsync(string script)
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/python3") && Directory.Exists("/usr/lib/python3/dist-packages/kafka"), "kafka-python is not installed for /usr/bin/python3 (apt install python3-kafka)");
        var (code, output, error) = await ExternalProgram.RunAsync("/usr/bin/python3", ["-c", script]);
        Assert.True(code == 0, $"{output}{error}");
    }

    private static IAdminClient Admin(string servers) => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();

    private static IConsumer<Ignore, string> Consumer(string servers, string group, GroupProtocol protocol) => new ConsumerBuilder<Ignore, string>(new ConsumerConfig
    {
        BootstrapServers = servers,
        GroupId = group,
        GroupProtocol = protocol,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    }).SetLogHandler((_, _) => { }).Build();
}
