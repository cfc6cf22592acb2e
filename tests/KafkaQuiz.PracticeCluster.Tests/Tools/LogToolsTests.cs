using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Tools;

/// <summary>kafka-log-dirs, kafka-delete-records and kafka-reassign-partitions of Kafka 4.3.1, on brokers with two log directories.</summary>
public sealed class LogToolsTests : IAsyncLifetime
{
    private PracticeCluster _cluster = null!;
    private string _folder = "";

    public async ValueTask InitializeAsync()
    {
        KafkaTool.SkipIfMissing();
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1, Configs = new Dictionary<string, string> { ["log.dirs"] = "/data/a,/data/b" } }, TestContext.Current.CancellationToken);
        _folder = Directory.CreateTempSubdirectory("kafkaquiz-tools-").FullName;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
            return;
        Directory.Delete(_folder, recursive: true);
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public async Task Kafka_log_dirs_shows_sizes_and_failed_disks()
    {
        await CreateAsync("1:2,2:1");
        using (var producer = _cluster.Producer())
            await producer.ProduceAsync(new Confluent.Kafka.TopicPartition("orders", 0), new() { Value = "a" }, TestContext.Current.CancellationToken);
        // One record batch of 61 bytes and a record of 8.
        Assert.Equal("/data/a orders-0 69, /data/b orders-1 0", await DirsAsync(1));
        Assert.Equal("/data/a orders-0 69, /data/b orders-1 0", await DirsAsync(2));
        await _cluster.FailLogDirAsync(1, 0);
        Assert.Equal("/data/a org.apache.kafka.common.errors.KafkaStorageException, /data/b orders-1 0", await DirsAsync(1));
    }

    [Fact]
    public async Task Kafka_delete_records_raises_the_start_offset()
    {
        await CreateAsync("1:2");
        using (var producer = _cluster.Producer())
        {
            for (var i = 0; i < 3; i++)
                await producer.ProduceAsync("orders", new() { Value = "a" }, TestContext.Current.CancellationToken);
        }
        Assert.Equal("Executing records delete operation\nRecords delete operation completed:\npartition: orders-0\tlow_watermark: 2\n", await DeleteAsync(2));
        Assert.Equal("orders:0:2\n", await _cluster.KafkaAsync("kafka-get-offsets", "--topic orders --time earliest"));
        Assert.Contains("partition: orders-0\terror: org.apache.kafka.common.errors.OffsetOutOfRangeException: The requested offset is not within the range of offsets maintained by the server.\n",
            await DeleteAsync(100), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_reassign_partitions_throttles_moves_and_clears()
    {
        await CreateAsync("1:2,2:3");
        var plan = await FileAsync("""{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[2,3]},{"topic":"orders","partition":1,"replicas":[3,1]}]}""");
        Assert.EndsWith("""
            Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.
            The inter-broker throttle limit was set to 1000000 B/s
            Successfully started partition reassignments for orders-0,orders-1

            """, await ReassignAsync($"--execute --reassignment-json-file {plan} --throttle 1000000"), StringComparison.Ordinal);
        Assert.Contains("leader.replication.throttled.replicas=0:1,0:2,1:2,1:3,min.insync.replicas=1,follower.replication.throttled.replicas=0:3,1:1\n",
            await _cluster.KafkaAsync("kafka-topics", "--describe --topic orders"), StringComparison.Ordinal);
        Assert.Equal("No partition reassignments found.\n", await ReassignAsync("--list"));
        Assert.Equal("""
            Status of partition reassignment:
            Reassignment of partition orders-0 is completed.
            Reassignment of partition orders-1 is completed.

            Clearing broker-level throttles on brokers 1,2,3
            Clearing topic-level throttles on topic orders

            """, await ReassignAsync($"--verify --reassignment-json-file {plan}"));
        var described = await _cluster.KafkaAsync("kafka-topics", "--describe --topic orders");
        Assert.Contains("Configs: min.insync.replicas=1\n", described, StringComparison.Ordinal);
        Assert.Equal(["2,3", "3,1"], Regex.Matches(described, "Replicas: ([0-9,]+)").Select(m => m.Groups[1].Value));
    }

    [Fact]
    public async Task Kafka_reassign_partitions_moves_replicas_to_log_directories()
    {
        await CreateAsync("1:2");
        Assert.Equal("/data/a orders-0 0, /data/b", await DirsAsync(1));
        // Broker 1's replica moves to its other directory; broker 3 gets one in its second.
        var plan = await FileAsync("""{"version":1,"partitions":[{"topic":"orders","partition":0,"replicas":[1,3],"log_dirs":["/data/b","/data/b"]}]}""");
        var executed = await ReassignAsync($"--execute --reassignment-json-file {plan}");
        Assert.Contains("\"log_dirs\":[\"/data/a\",\"/data/a\"]", executed, StringComparison.Ordinal);
        Assert.EndsWith("""
            Successfully started partition reassignment for orders-0
            Successfully started moving log directory to /data/b for replica orders-0 with broker 1 
            Successfully started moving log directory to /data/b for replica orders-0 with broker 3 

            """, executed, StringComparison.Ordinal);
        Assert.Equal("/data/a, /data/b orders-0 0", await DirsAsync(1));
        Assert.Equal("/data/a, /data/b orders-0 0", await DirsAsync(3));
        Assert.Contains("Reassignment of replica orders-0-1 completed successfully.\nReassignment of replica orders-0-3 completed successfully.\n",
            await ReassignAsync($"--verify --preserve-throttles --reassignment-json-file {plan}"), StringComparison.Ordinal);
    }

    private async Task CreateAsync(string assignment) => await _cluster.KafkaAsync("kafka-topics", $"--create --topic orders --replica-assignment {assignment}");

    private Task<string> ReassignAsync(string arguments) => _cluster.KafkaAsync("kafka-reassign-partitions", arguments);

    private async Task<string> DeleteAsync(long offset) => await _cluster.KafkaAsync("kafka-delete-records",
        $"--offset-json-file {await FileAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"version":1,"partitions":[{"topic":"orders","partition":0,"offset":{{offset}}}]}"""))}");

    private async Task<string> FileAsync(string json)
    {
        var path = Path.Combine(_folder, "plan.json");
        await File.WriteAllTextAsync(path, json, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>What kafka-log-dirs tells of one broker: "directory topic-partition size …, directory …".</summary>
    private async Task<string> DirsAsync(int broker)
    {
        var printed = await _cluster.KafkaAsync("kafka-log-dirs", $"--describe --topic-list orders --broker-list {broker}");
        Assert.StartsWith($"Querying brokers for log directories information\nReceived log directory information from brokers {broker}\n", printed, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(printed.Split('\n')[2]);
        return string.Join(", ", json.RootElement.GetProperty("brokers")[0].GetProperty("logDirs").EnumerateArray().OrderBy(d => d.GetProperty("logDir").GetString(), StringComparer.Ordinal)
            .Select(d => $"{d.GetProperty("logDir").GetString()} {(d.GetProperty("error").ValueKind == JsonValueKind.Null
                ? string.Join(' ', d.GetProperty("partitions").EnumerateArray().Select(p => $"{p.GetProperty("partition").GetString()} {p.GetProperty("size")}")) : d.GetProperty("error").GetString())}".Trim()));
    }
}
