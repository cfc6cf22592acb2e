using System.Text.Json;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.OtherClients;

/// <summary>kcat 1.7 (librdkafka 2.0).</summary>
public sealed class KcatTests : OtherClientTest
{
    private static readonly string? Kcat = ExternalProgram.Find("kcat");

    protected override void SkipIfMissing() => Assert.SkipWhen(Kcat is null, "kcat is not on the PATH (apt install kcat)");

    [Fact]
    public async Task What_is_produced_is_consumed_with_keys_and_headers()
    {
        await Cluster.CreateTopicAsync("orders", 3);
        await KcatAsync("a:1\nb:2\nc:3\n", "-P", "-t", "orders", "-K", ":", "-H", "h=x");
        var consumed = await KcatAsync("", "-C", "-t", "orders", "-e", "-q", "-f", "%k=%s %h\n");
        Assert.Equal(["a=1 h=x", "b=2 h=x", "c=3 h=x"], consumed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public async Task Compressed_records_come_back(string codec)
    {
        var lines = string.Concat(Enumerable.Range(0, 200).Select(i => $"{new string('x', 50)}{i}\n"));
        await KcatAsync(lines, "-P", "-t", "orders", "-z", codec, "-X", "acks=1");
        Assert.Equal(lines, await KcatAsync("", "-C", "-t", "orders", "-e", "-q"));
    }

    [Fact]
    public async Task An_idempotent_producer_works()
    {
        await Cluster.CreateTopicAsync("orders");
        await KcatAsync("1\n2\n3\n", "-P", "-t", "orders", "-X", "enable.idempotence=true");
        Assert.Equal("1\n2\n3\n", await KcatAsync("", "-C", "-t", "orders", "-e", "-q"));
    }

    [Fact]
    public async Task A_group_consumes_and_resumes()
    {
        await Cluster.CreateTopicAsync("orders");
        await KcatAsync("1\n2\n3\n4\n", "-P", "-t", "orders");
        string[] group = ["-X", "auto.offset.reset=earliest", "-q", "-e", "-G", "g", "orders"];
        Assert.Equal("1\n2\n3\n4\n", await KcatAsync("", group));
        await KcatAsync("5\n", "-P", "-t", "orders");
        Assert.Equal("5\n", await KcatAsync("", group));
    }

    [Fact]
    public async Task Metadata_as_json_names_brokers_leaders_and_isrs()
    {
        await Cluster.CreateTopicAsync("orders", 3);
        var metadata = JsonDocument.Parse(await KcatAsync("", "-L", "-J", "-t", "orders")).RootElement;
        Assert.Equal(Cluster.BootstrapServers.Split(','), metadata.GetProperty("brokers").EnumerateArray().OrderBy(b => b.GetProperty("id").GetInt32()).Select(b => b.GetProperty("name").GetString()));
        var partitions = metadata.GetProperty("topics")[0].GetProperty("partitions").EnumerateArray().ToList();
        Assert.Equal(3, partitions.Count);
        Assert.All(partitions, p => Assert.Equal((3, 3, p.GetProperty("replicas")[0].GetProperty("id").GetInt32()), (p.GetProperty("replicas").GetArrayLength(), p.GetProperty("isrs").GetArrayLength(), p.GetProperty("leader").GetInt32())));
    }

    [Fact]
    public async Task Offsets_are_queried_by_time()
    {
        await Cluster.CreateTopicAsync("orders");
        await KcatAsync("1\n2\n3\n", "-P", "-t", "orders");
        Assert.Equal("orders [0] offset 0\n", await KcatAsync("", "-Q", "-t", "orders:0:0"));
        Assert.Equal("orders [0] offset 3\n", await KcatAsync("", "-Q", "-t", "orders:0:-1"));
        Assert.Equal("orders [0] offset 0\n", await KcatAsync("", "-Q", "-t", "orders:0:-2"));
    }

    /// <summary>Runs kcat; whatever it says on standard error is an error of its own.</summary>
    private async Task<string> KcatAsync(string input, params string[] arguments)
    {
        var (code, output, error) = await ExternalProgram.RunAsync(Kcat!, ["-b", Cluster.BootstrapServers, .. arguments], input);
        Assert.Equal(("", 0), (error, code));
        return output;
    }
}
