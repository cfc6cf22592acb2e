using System.Globalization;
using System.Text.Json;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>
/// Requests that decode and make no sense: the golden messages that Kafka's own classes wrote with random content, for every version of every API
/// that is served, and damaged copies of them. A handler answers or the connection closes; none fails.
/// </summary>
public sealed class HostileRequestTests : IAsyncLifetime
{
    private const int Damaged = 6;

    private static readonly List<(short Key, short Version, byte[] Body, JsonElement Json)> Golden = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "messages.tsv"))
        .Select(line => line.Split('\t')).Where(f => f[1] == "request")
        .Select(f => (short.Parse(f[0], CultureInfo.InvariantCulture), short.Parse(f[2], CultureInfo.InvariantCulture), Convert.FromHexString(f[3]), JsonDocument.Parse(f[4]).RootElement))];

    private PracticeCluster _cluster = null!;
    private RawClient? _client;

    public static TheoryData<string> Apis => [.. ApiTable.All.Select(api => api.Key.ToString())];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1, Time = new StoppedTime(), Brokers = 2, Configs = new Dictionary<string, string> { ["connections.max.idle.ms"] = "-1" } }, Cancel);
        await _cluster.CreateTopicAsync("v", 3, 2);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await _cluster.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Whatever_a_request_says_its_handler_does_not_fail(string api)
    {
        var key = Enum.Parse<ApiKey>(api);
        ApiTable.TryGet(key, out var entry);
        var seeds = Golden.Where(g => g.Key == (short)key && g.Version >= entry!.Min && g.Version <= entry.Max).ToList();
        Assert.NotEmpty(seeds);
        await CreateTopicsOfAsync(seeds.Select(seed => seed.Json));
        var random = new Random((int)key);
        foreach (var (_, version, body, _) in seeds)
        {
            await SendAsync(key, version, body);
            for (var turn = 0; turn < Damaged; turn++)
                await SendAsync(key, version, Damage(body, random));
        }
        using var after = await RawClient.ConnectAsync(_cluster);
        Assert.True(await after.IsServedAsync());
    }

    /// <summary>Topics of the names that the requests ask for, so that they find some.</summary>
    private async Task CreateTopicsOfAsync(IEnumerable<JsonElement> requests)
    {
        var names = requests.SelectMany(Strings).Where(name => name.Length is > 0 and < 250 && name.All(char.IsAsciiLetterOrDigit)).Distinct().Take(20);
        using var client = await RawClient.ConnectAsync(_cluster);
        await client.SendAsync(RawClient.Request(new MetadataRequest { Topics = [.. names.Select(name => new MetadataRequest.MetadataRequestTopic { Name = name })], AllowAutoTopicCreation = true }, 9));
        Assert.NotNull(await client.ReadFrameAsync());
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    private static byte[] Damage(byte[] body, Random random)
    {
        var copy = body.ToArray();
        for (var left = random.Next(1, 4); left > 0 && copy.Length > 0; left--)
            copy[random.Next(copy.Length)] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
        return random.Next(5) == 0 && copy.Length > 1 ? copy[..random.Next(1, copy.Length)] : copy;
    }

    /// <summary>Sends one request; time passes until it is answered or refused.</summary>
    private async Task SendAsync(ApiKey key, short version, byte[] body)
    {
        _client ??= await RawClient.ConnectAsync(_cluster);
        // A flexible header ends with its tagged fields: none.
        var flexible = Api.Of(key).RequestHeaderVersion(version) == 2;
        await _client.SendAsync(RawClient.Request((short)key, version, flexible ? [0, .. body] : body));
        // No answer to acks=0: the next request's comes in its place.
        if (key == ApiKey.Produce)
            await _client.TrySendAsync(RawClient.Request(new ApiVersionsRequest { ClientSoftwareName = "raw", ClientSoftwareVersion = "1" }, 3));
        var answer = _client.ReadFrameAsync();
        for (var waits = 0; !answer.IsCompleted; waits++)
        {
            await Task.WhenAny(answer, Task.Delay(waits < 50 ? 2 : 20, Cancel));
            if (!answer.IsCompleted)
                await _cluster.AdvanceAsync(TimeSpan.FromDays(1));
        }
        Assert.True(_cluster.LastFault is null, $"{key} v{version} {Convert.ToHexString(body)}: {_cluster.LastFault}");
        if (await answer is null || key == ApiKey.Produce)
        {
            _client.Dispose();
            _client = null;
        }
    }
}
