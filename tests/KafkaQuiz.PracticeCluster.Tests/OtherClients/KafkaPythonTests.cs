using System.Text.Json;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.OtherClients;

/// <summary>kafka-python 2.0.2, Debian's, with the system's Python. What it does is in python/client.py.</summary>
public sealed class KafkaPythonTests : OtherClientTest
{
    private const string Python = "/usr/bin/python3";

    protected override void SkipIfMissing() =>
        Assert.SkipUnless(File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/kafka"), "kafka-python is not installed for /usr/bin/python3 (apt install python3-kafka)");

    [Fact]
    public async Task Its_admin_creates_describes_and_deletes_topics()
    {
        var result = await PythonAsync("admin");
        Assert.Equal([(0, 3, 3), (1, 3, 3), (2, 3, 3), (3, 3, 3)], result.GetProperty("partitions").EnumerateArray().Select(p => (p.GetProperty("id").GetInt32(), p.GetProperty("replicas").GetInt32(), p.GetProperty("isr").GetInt32())));
        Assert.Equal(("60000", 3), (result.GetProperty("retention").GetString(), result.GetProperty("brokers").GetInt32()));
        Assert.Equal("made", Assert.Single(result.GetProperty("topics").EnumerateArray()).GetString());
        Assert.Empty(result.GetProperty("after").EnumerateArray());
    }

    [Fact]
    public async Task Its_admin_alters_configs()
    {
        await Cluster.CreateTopicAsync("orders");
        Assert.Equal("12345", (await PythonAsync("alter_configs")).GetProperty("retention").GetString());
    }

    [Fact]
    public async Task Compressed_records_come_back_with_keys_headers_and_timestamps()
    {
        await Cluster.CreateTopicAsync("orders");
        var result = await PythonAsync("records");
        Assert.Equal(Enumerable.Range(0, 50), result.GetProperty("offsets").EnumerateArray().Select(o => o.GetInt32()));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"[0, {i}, \"k{i}\", \"{i}\", {1000 + (i * 100)}, \"x\"]"), result.GetProperty("records").EnumerateArray().Select(r => r.GetRawText()));
    }

    [Fact]
    public async Task Offsets_are_found_by_time_and_sought()
    {
        await Cluster.CreateTopicAsync("orders");
        var result = await PythonAsync("offsets");
        Assert.Equal((0, 10, 5, "7"), (result.GetProperty("beginning").GetInt32(), result.GetProperty("end").GetInt32(), result.GetProperty("byTime").GetInt32(), result.GetProperty("sought").GetString()));
    }

    [Fact]
    public async Task A_group_commits_is_described_and_resumes()
    {
        await Cluster.CreateTopicAsync("orders");
        var result = await PythonAsync("groups");
        Assert.Equal("""[["g", "consumer"]]""", result.GetProperty("listed").GetRawText());
        Assert.Equal(("Stable", 4, "note", "4"), (result.GetProperty("state").GetString(), result.GetProperty("offset").GetInt32(), result.GetProperty("metadata").GetString(), result.GetProperty("resumed").GetString()));
    }

    [Fact]
    public async Task Its_admin_deletes_groups()
    {
        await Cluster.CreateTopicAsync("orders");
        Assert.Empty((await PythonAsync("delete_groups")).GetProperty("after").EnumerateArray());
    }

    private async Task<JsonElement> PythonAsync(string command)
    {
        var (code, output, error) = await ExternalProgram.RunAsync(Python, [ExternalProgram.Script("python/client.py"), command, Cluster.BootstrapServers]);
        Assert.Equal(("", 0), (error, code));
        return JsonDocument.Parse(output).RootElement;
    }
}
