using System.Text;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Bytes that are no Kafka request, or not quite: their connection is closed, nothing else happens.</summary>
public sealed class MalformedFrameTests() : NetworkTest(new() { Brokers = 2 })
{
    private static readonly byte[] Metadata = RawClient.Request(new MetadataRequest { Topics = [new() { Name = "orders" }] }, 9);

    public static TheoryData<string, byte[]> Nonsense => new()
    {
        { "a size below zero", [0xFF, 0xFF, 0xFF, 0xFF] },
        { "a size above socket.request.max.bytes", [0x7F, 0xFF, 0xFF, 0xFF] },
        { "a size of zero", [0, 0, 0, 0] },
        { "a frame shorter than a header", [0, 0, 0, 3, 0, 3, 0] },
        { "a client id longer than the frame", [0, 0, 0, 10, 0, 3, 0, 9, 0, 0, 0, 1, 0x7F, 0xFF] },
        { "an API that does not exist", RawClient.Request(999, 0, []) },
        { "an API below zero", RawClient.Request(-1, 0, []) },
        { "an API that only controllers serve", RawClient.Request(52, 0, [0, 0, 0, 0]) },
        { "a version above those served", RawClient.Request((short)ApiKey.Metadata, 99, [0, 0, 0, 0]) },
        { "a version that Kafka 4 has dropped", RawClient.Request((short)ApiKey.Fetch, 3, [0, 0, 0, 0]) },
        { "a version below zero", RawClient.Request((short)ApiKey.Metadata, -1, [0, 0, 0, 0]) },
        { "a body cut short in a whole frame", RawClient.Request((short)ApiKey.Metadata, 0, [0, 0, 0, 5, 0]) },
        { "an array of two billion", RawClient.Request((short)ApiKey.Metadata, 0, [0x7F, 0xFF, 0xFF, 0xFF]) },
        { "an array of minus two", RawClient.Request((short)ApiKey.Metadata, 0, [0xFF, 0xFF, 0xFF, 0xFE]) },
        { "a varint without an end", RawClient.Request((short)ApiKey.Metadata, 9, [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) },
        { "two billion tagged fields", RawClient.Request((short)ApiKey.Metadata, 9, [0xFF, 0xFF, 0xFF, 0xFF, 0x07]) },
        { "a request other than Produce above 8 MiB", [0, 0x90, 0, 0, 0, 3, 0, 9, 0, 0, 0, 1] },
        { "HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") },
        { "a TLS ClientHello", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xFC, 0x03, 0x03, 1, 2, 3, 4] },
        { "SSH", Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.2\r\n") },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Nonsense_closes_its_connection(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        using var other = await RawClient.ConnectAsync(Cluster);
        Assert.True(await other.IsServedAsync());
        using var client = await RawClient.ConnectAsync(Cluster);
        await client.SendAsync(bytes);
        Assert.True(await client.IsClosedAsync());
        Assert.True(await other.IsServedAsync());
    }

    [Fact]
    public async Task A_frame_cut_short_by_the_clients_end_is_dropped()
    {
        for (var length = 1; length < Metadata.Length; length++)
        {
            using var client = await RawClient.ConnectAsync(Cluster);
            await client.SendAsync(Metadata.AsMemory(0, length));
            client.EndSending();
            Assert.True(await client.IsClosedAsync());
        }
    }

    [Fact]
    public async Task Requests_before_nonsense_are_answered()
    {
        using var client = await RawClient.ConnectAsync(Cluster);
        await client.SendAsync((byte[])[.. Metadata, .. Metadata, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.NotNull(await client.ReadFrameAsync());
        Assert.NotNull(await client.ReadFrameAsync());
        Assert.True(await client.IsClosedAsync());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(99)]
    [InlineData(short.MaxValue)]
    [InlineData(-1)]
    public async Task ApiVersions_of_an_unknown_version_is_answered_in_version_0_and_the_client_may_ask_again(short version)
    {
        using var client = await RawClient.ConnectAsync(Cluster);
        await client.SendAsync(RawClient.Request((short)ApiKey.ApiVersions, version, [1, 2, 3]));
        // Correlation id 1, error 35, one API: ApiVersions (18), versions 0 to 4.
        Assert.Equal([0, 0, 0, 1, 0, 35, 0, 0, 0, 1, 0, 18, 0, 0, 0, 4], await client.ReadFrameAsync());
        Assert.True(await client.IsServedAsync());
    }

    [Fact]
    public async Task Random_bytes_never_harm()
    {
        var random = new Random(20);
        for (var turn = 0; turn < 300; turn++)
        {
            using var client = await RawClient.ConnectAsync(Cluster, 1 + (turn % 2));
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            // Most sizes would be too large: half of them claim what there is.
            if (turn % 2 == 0 && bytes.Length > 8)
                (bytes[0], bytes[1], bytes[2], bytes[3]) = (0, 0, (byte)((bytes.Length - 4) >> 8), (byte)(bytes.Length - 4));
            if (turn % 4 == 0 && bytes.Length > 8)
                (bytes[4], bytes[5], bytes[6], bytes[7]) = (0, (byte)random.Next(93), 0, (byte)random.Next(14));
            await client.TrySendAsync(bytes);
            client.EndSending();
            while (await client.ReadFrameAsync() is not null)
            {
                // It may have been a request after all.
            }
        }
    }
}
