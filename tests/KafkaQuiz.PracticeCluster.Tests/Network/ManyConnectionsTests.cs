using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Connections that do nothing.</summary>
[Collection(nameof(MeasuredTests))]
public sealed class ManyConnectionsTests() : NetworkTest(new() { Brokers = 3 })
{
    [Fact]
    public async Task Thousands_of_idle_connections_cost_a_few_kilobytes_each_and_hold_up_nobody()
    {
        const int each = 900;
        Assert.SkipUnless(MeasuredTests.OpenFiles > 3 * each * 2 + 500, $"this process may open {MeasuredTests.OpenFiles} files, the test needs {3 * each * 2}");
        await AssertServedAsync();
        var before = MeasuredTests.Reachable();
        var clients = new List<RawClient>();
        try
        {
            for (var i = 0; i < 3 * each; i++)
                clients.Add(await RawClient.ConnectAsync(Cluster, 1 + (i % 3)));
            await AssertServedAsync();
            // The client's end is in it.
            Assert.InRange((MeasuredTests.Reachable() - before) / clients.Count, 0, 16 * 1024);
            Assert.True(await clients[0].IsServedAsync());
            Assert.True(await clients[^1].IsServedAsync());
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task One_connection_too_many_ends_the_one_that_was_idle_longest()
    {
        Assert.SkipUnless(MeasuredTests.OpenFiles > OpenConnections.Most * 2 + 500, $"this process may open {MeasuredTests.OpenFiles} files, the test needs {OpenConnections.Most * 2}");
        var clients = new List<RawClient>();
        try
        {
            for (var i = 0; i < OpenConnections.Most; i++)
                clients.Add(await RawClient.ConnectAsync(Cluster));
            // All are accepted, in order, once the last is served; the first is not the idlest any more.
            Assert.True(await clients[^1].IsServedAsync());
            Assert.True(await clients[0].IsServedAsync());
            clients.Add(await RawClient.ConnectAsync(Cluster));
            Assert.True(await clients[^1].IsServedAsync());
            Assert.True(await clients[1].IsClosedAsync());
            Assert.True(await clients[0].IsServedAsync());
            Assert.True(await clients[2].IsServedAsync());
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }
}
