using System.Text.Json;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.OtherClients;

/// <summary>KafkaJS 2.2.4, a client of its own in JavaScript, which eng/test-tools.sh installs. What it does is in kafkajs/client.js.</summary>
public sealed class KafkaJsTests : OtherClientTest
{
    private static readonly string? Node = ExternalProgram.Find("node");

    private static readonly string Modules = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "kafkaquiz", "kafkajs", "node_modules");

    internal static readonly (string, string)[] Variables = [("NODE_PATH", Modules), ("KAFKAJS_NO_PARTITIONER_WARNING", "1")];

    protected override void SkipIfMissing() => SkipWithout();

    /// <summary>Names what is missing.</summary>
    internal static void SkipWithout()
    {
        Assert.SkipWhen(Node is null, "Node.js is not on the PATH");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "kafkajs")), "KafkaJS is not installed: run eng/test-tools.sh once");
    }

    [Fact]
    public async Task Its_admin_creates_describes_and_deletes_topics()
    {
        var result = await NodeAsync("admin");
        Assert.True(result.GetProperty("created").GetBoolean());
        Assert.Equal([0, 1, 2, 3], result.GetProperty("partitions").EnumerateArray().Select(p => p.GetProperty("id").GetInt32()).Order());
        Assert.All(result.GetProperty("partitions").EnumerateArray(), p => Assert.Equal((3, 3, true), (p.GetProperty("replicas").GetInt32(), p.GetProperty("isr").GetInt32(), p.GetProperty("leads").GetBoolean())));
        Assert.Equal(("60000", 4, 3, Cluster.ClusterId), (result.GetProperty("retention").GetString(), result.GetProperty("offsets").GetInt32(), result.GetProperty("brokers").GetInt32(), result.GetProperty("clusterId").GetString()));
        Assert.Equal("orders", Assert.Single(result.GetProperty("topics").EnumerateArray()).GetString());
        Assert.Empty(result.GetProperty("after").EnumerateArray());
    }

    [Fact]
    public async Task Its_admin_lists_describes_resets_and_deletes_groups()
    {
        await Cluster.CreateTopicAsync("orders");
        var result = await NodeAsync("groups");
        var group = Assert.Single(result.GetProperty("listed").EnumerateArray());
        Assert.Equal(("g", "consumer"), (group.GetProperty("groupId").GetString(), group.GetProperty("protocolType").GetString()));
        Assert.Equal(("Empty", "1"), (result.GetProperty("state").GetString(), result.GetProperty("offset").GetString()));
        Assert.Equal(["2", "3"], result.GetProperty("again").EnumerateArray().Select(v => v.GetString()));
        Assert.Empty(result.GetProperty("after").EnumerateArray());
    }

    [Fact]
    public async Task Its_admin_alters_configs()
    {
        await Cluster.CreateTopicAsync("orders");
        Assert.Equal("12345", (await NodeAsync("alterConfigs")).GetProperty("retention").GetString());
    }

    [Fact]
    public async Task Its_admin_deletes_records()
    {
        await Cluster.CreateTopicAsync("orders");
        var offsets = await NodeAsync("deleteRecords");
        Assert.Equal(("2", "3"), (offsets.GetProperty("low").GetString(), offsets.GetProperty("high").GetString()));
    }

    [Fact]
    public async Task Compressed_records_come_back_with_keys_and_headers()
    {
        await Cluster.CreateTopicAsync("orders");
        var result = await NodeAsync("records");
        Assert.Equal((1, 0), (result.GetProperty("sent").GetInt32(), result.GetProperty("error").GetInt32()));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => ($"{i}", $"k{i}", $"{i}", "x")), result.GetProperty("records").EnumerateArray()
            .Select(r => (r.GetProperty("offset").GetString()!, r.GetProperty("key").GetString()!, r.GetProperty("value").GetString()!, r.GetProperty("header").GetString()!)));
    }

    [Fact]
    public async Task An_idempotent_producer_writes_each_record_once()
    {
        await Cluster.CreateTopicAsync("orders");
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), (await NodeAsync("idempotent")).GetProperty("values").EnumerateArray().Select(v => v.GetString()));
    }

    [Fact]
    public async Task A_transaction_is_read_when_it_is_committed_and_never_when_aborted()
    {
        await Cluster.CreateTopicAsync("orders");
        await Cluster.CreateTopicAsync("input");
        var result = await NodeAsync("transactions");
        Assert.Equal("committed", Assert.Single(result.GetProperty("values").EnumerateArray()).GetString());
        Assert.Equal("7", result.GetProperty("offset").GetString());
    }

    [Fact]
    public async Task Two_members_share_the_partitions_and_the_one_left_takes_all()
    {
        await Cluster.CreateTopicAsync("orders", 4);
        var result = await NodeAsync("rebalance");
        Assert.Equal([0, 1, 2, 3], result.GetProperty("shared").EnumerateArray().Select(p => p.GetInt32()));
        Assert.Empty(result.GetProperty("unexpected").EnumerateArray());
    }

    [Fact]
    public async Task A_producer_and_a_consumer_go_on_with_the_new_leader_when_theirs_is_killed()
    {
        await Cluster.CreateTopicAsync("orders");
        var leader = (await Cluster.LookAsync()).Topics.Single(t => t.Name == "orders").Partitions[0].Leader;
        using var process = ExternalProgram.Start(Node!, [ExternalProgram.Script("kafkajs/client.js"), "failover", Cluster.BootstrapServers], Variables);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(RealClient.Patience * 6);
        try
        {
            Assert.Equal("ready", await process.StandardError.ReadLineAsync(limit.Token));
            await Cluster.KillBrokerAsync(leader);
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(12));
            await process.StandardInput.WriteLineAsync("go");
            await process.StandardInput.FlushAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var result = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(limit.Token)).RootElement;
            Assert.Equal(["before", "after"], result.GetProperty("values").EnumerateArray().Select(v => v.GetString()));
            // Of the dead broker's port it may complain, of nothing else.
            var port = Cluster.BootstrapServers.Split(',')[leader - 1];
            Assert.All(result.GetProperty("errors").EnumerateArray(), line => Assert.Matches("ECONNREFUSED|Connection|ECONNRESET|" + port, line.GetString()!));
            Assert.Equal("", await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private async Task<JsonElement> NodeAsync(string command)
    {
        var (code, output, error) = await ExternalProgram.RunAsync(Node!, [ExternalProgram.Script("kafkajs/client.js"), command, Cluster.BootstrapServers], "", Variables);
        Assert.Equal(("", 0), (error, code));
        return JsonDocument.Parse(output).RootElement;
    }
}
