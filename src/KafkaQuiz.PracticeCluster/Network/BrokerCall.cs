using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Network;

/// <summary>A request of one broker to another. It is a call in this process, but takes as long, and fails as, one over the network. Only on the loop.</summary>
internal static class BrokerCall
{
    /// <summary>Waits until the other broker deals with the request.</summary>
    /// <returns>False when it is down, or hangs for longer than `request.timeout.ms`.</returns>
    public static async Task<bool> ReachAsync(ClusterState cluster, Broker broker)
    {
        if (broker.Process == NodeProcess.Hung)
        {
            using var waiter = new Waiter(cluster.Timers, cluster.Loop, [broker.Node.Resumed], cluster.Configs.Milliseconds("request.timeout.ms"), CancellationToken.None);
            while (broker.Process == NodeProcess.Hung && !waiter.IsOver)
                await waiter.NextAsync();
        }
        if (broker.IsRunning && broker.Slowness > TimeSpan.Zero)
            await cluster.Timers.Delay(broker.Slowness);
        return broker.IsRunning;
    }
}
