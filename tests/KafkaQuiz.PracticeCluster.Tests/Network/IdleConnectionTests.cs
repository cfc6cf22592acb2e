using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Messages;
using Microsoft.Extensions.Time.Testing;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>`connections.max.idle.ms`, ten minutes of real time, which a clock in hand lets pass here.</summary>
public sealed class IdleConnectionTests : IAsyncLifetime
{
    private static readonly byte[] Metadata = RawClient.Request(new MetadataRequest { Topics = [new() { Name = "orders" }] }, 9);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private PracticeCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await PracticeCluster.StartAsync(new() { Brokers = 1, Time = _time }, Cancel);

    public async ValueTask DisposeAsync()
    {
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public async Task An_idle_connection_is_closed()
    {
        using var client = await RawClient.ConnectAsync(_cluster);
        Assert.True(await client.IsServedAsync());
        _time.Advance(Limit / 2);
        Assert.True(await client.IsServedAsync());
        _time.Advance(Limit * 1.25);
        Assert.True(await client.IsClosedAsync());
    }

    [Fact]
    public async Task A_client_that_dribbles_is_idle_and_a_busy_one_is_not()
    {
        using var busy = await RawClient.ConnectAsync(_cluster);
        using var slow = await RawClient.ConnectAsync(_cluster);
        Assert.True(await slow.IsServedAsync());
        var closed = slow.IsClosedAsync();
        for (var sent = 0; sent < 14; sent++)
        {
            await slow.TrySendAsync(Metadata.AsMemory(sent, 1));
            Assert.True(await busy.IsServedAsync());
            _time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.True(await closed);
        Assert.True(await busy.IsServedAsync());
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answers_is_idle()
    {
        using var client = await RawClient.ConnectAsync(_cluster, receiveBuffer: 4096);
        var flood = Task.Run(async () =>
        {
            while (true)
                await client.SendAsync(Metadata);
        }, Cancel);
        using var patience = new CancellationTokenSource(RealClient.Patience);
        while (!flood.IsCompleted && !patience.IsCancellationRequested)
        {
            await Task.WhenAny(flood, Task.Delay(20, Cancel));
            _time.Advance(TimeSpan.FromMinutes(1));
        }
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => flood);
    }

    [Fact]
    public async Task A_jump_of_virtual_time_makes_nobody_idle()
    {
        using var client = await RawClient.ConnectAsync(_cluster);
        Assert.True(await client.IsServedAsync());
        await _cluster.AdvanceAsync(Limit * 6);
        Assert.True(await client.IsServedAsync());
    }

    [Fact]
    public async Task A_hung_broker_closes_nothing()
    {
        using var client = await RawClient.ConnectAsync(_cluster);
        Assert.True(await client.IsServedAsync());
        await _cluster.HangBrokerAsync(1);
        _time.Advance(Limit * 6);
        await _cluster.StartBrokerAsync(1);
        Assert.True(await client.IsServedAsync());
    }
}
