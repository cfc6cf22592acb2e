using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Clients that would have the cluster hold their bytes, or its own, for ever.</summary>
[Collection(nameof(MeasuredTests))]
public sealed class MemoryTests() : NetworkTest(new() { Brokers = 1, MaxRequestSize = 16 * 1024 * 1024 })
{
    /// <summary>The start of a produce request of 16 MiB, cut at a size.</summary>
    private static byte[] StartOfProduce(int sent)
    {
        var bytes = new byte[sent];
        // Size, key 0, version 9.
        (bytes[0], bytes[1], bytes[2], bytes[3], bytes[7]) = (0x00, 0xFF, 0xFF, 0xF0, 9);
        return bytes;
    }

    [Fact]
    public async Task Unfinished_requests_are_cut_from_the_oldest_on_when_they_hold_too_much()
    {
        const int each = 4 * 1024 * 1024;
        var limit = Cluster.State.Machine.MaxRequestSize + UnfinishedRequests.Spare;
        var before = MeasuredTests.Reachable();
        var start = StartOfProduce(each);
        var clients = new List<RawClient>();
        try
        {
            // Five times as much as is held.
            for (var i = 0; i < 60; i++)
            {
                clients.Add(await RawClient.ConnectAsync(Cluster));
                await clients[^1].TrySendAsync(start);
                Assert.InRange(Cluster.State.Machine.Unfinished.Held, 0, limit);
            }
            Assert.InRange(MeasuredTests.Reachable() - before, 0, limit + (24 * MeasuredTests.MiB));
            await AssertServedAsync();
            Assert.True(await clients[0].IsClosedAsync());
            Assert.True(await clients[20].IsClosedAsync());
            // The last one has its place: the rest of its request is read, and answered by an end as it makes no sense.
            await clients[^1].SendAsync(new byte[16_777_200 + 4 - each]);
            Assert.True(await clients[^1].IsClosedAsync());
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
        await WaitUntilAsync(() => Cluster.State.Machine.Unfinished.Held == 0);
    }

    [Fact]
    public async Task Half_a_request_is_waited_for_and_the_others_go_on()
    {
        var request = RawClient.Request(new MetadataRequest { Topics = [.. Enumerable.Range(0, 5000).Select(i => new MetadataRequest.MetadataRequestTopic { Name = $"t{i}" })] }, 9);
        using var client = await RawClient.ConnectAsync(Cluster);
        await client.SendAsync(request.AsMemory(0, request.Length / 2));
        await AssertServedAsync();
        await client.SendAsync(request.AsMemory(request.Length / 2));
        Assert.NotNull(await client.ReadFrameAsync());
        Assert.Equal(0, Cluster.State.Machine.Unfinished.Held);
    }

    [Fact]
    public async Task Answers_that_nobody_reads_cost_no_copies()
    {
        const int records = 24;
        await Cluster.CreateTopicAsync("orders", 1, 1);
        using (var producer = Cluster.Producer(c => (c.MessageMaxBytes, c.QueueBufferingMaxKbytes) = (1_048_000, 100_000)))
        {
            var value = new string('x', 1_000_000);
            for (var i = 0; i < records; i++)
                producer.Produce("orders", new() { Value = value });
            Assert.Equal(0, producer.Flush(RealClient.Patience * 3));
        }
        var fetch = RawClient.Request(
            new FetchRequest { MaxBytes = int.MaxValue, MinBytes = 1, Topics = [new() { Topic = "orders", Partitions = [new() { Partition = 0, FetchOffset = 0, PartitionMaxBytes = int.MaxValue }] }] }, 11);
        var before = MeasuredTests.Reachable();
        var clients = new List<RawClient>();
        try
        {
            for (var i = 0; i < 50; i++)
            {
                clients.Add(await RawClient.ConnectAsync(Cluster, receiveBuffer: 4096));
                await clients[^1].SendAsync(fetch);
                Assert.False(await clients[^1].IsClosedAsync());
            }
            Assert.InRange(MeasuredTests.Reachable() - before, long.MinValue, 12 * MeasuredTests.MiB);
            await AssertServedAsync();
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_flood_of_requests_is_held_back_until_its_answers_are_read()
    {
        const int flood = 50_000;
        var before = MeasuredTests.Reachable();
        using var client = await RawClient.ConnectAsync(Cluster, receiveBuffer: 4096);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < flood; i++)
                await client.SendAsync(RawClient.Request(new ApiVersionsRequest { ClientSoftwareName = "raw", ClientSoftwareVersion = "1" }, 3, i));
        }, Cancel);
        await AssertServedAsync();
        Assert.InRange(MeasuredTests.Reachable() - before, long.MinValue, 12 * MeasuredTests.MiB);
        client.Widen(1 << 20);
        for (var i = 0; i < flood; i++)
            Assert.Equal(i, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(await client.ReadFrameAsync()));
        await sending;
    }

    [Fact]
    public async Task A_request_of_millions_of_elements_is_refused_before_they_are_made()
    {
        // Version 0, two million empty names.
        var request = RawClient.Request((short)ApiKey.Metadata, 0, [0, 30, 132, 128, .. new byte[4_000_000]]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        using var client = await RawClient.ConnectAsync(Cluster);
        await client.TrySendAsync(request);
        Assert.True(await client.IsClosedAsync());
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 * MeasuredTests.MiB);
    }

    private static async Task WaitUntilAsync(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(RealClient.Patience);
        while (!holds())
            await Task.Delay(10, patience.Token);
    }
}
