using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// One attempt on a local cluster: its brokers are processes that take signals. What was left down or hung is up again when the attempt is over, its topics and its
/// settings of brokers are gone; a cluster that does not come back, as when another program took a port of a node that was down, is given up.
/// </summary>
/// <param name="home">The distribution.</param>
/// <param name="cluster">The cluster.</param>
/// <param name="giveUp">Ends it: the next attempt gets another.</param>
internal sealed class KafkaReplayCluster(KafkaHome home, LocalCluster cluster, Func<Task> giveUp) : GivenReplayCluster(cluster.BootstrapServers, home)
{
    private readonly HashSet<int> _touched = [];

    public override Task<IReadOnlyList<int>> BrokersAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(1, cluster.Brokers)]);

    public override async Task ActAsync(BrokerAction action, int broker, TimeSpan delay, CancellationToken cancel)
    {
        _touched.Add(broker);
        switch (action)
        {
            case BrokerAction.Stop: await cluster.SignalAsync(broker, "TERM", cancel); break;
            case BrokerAction.Kill: await cluster.SignalAsync(broker, "KILL", cancel); break;
            case BrokerAction.Hang: await cluster.SignalAsync(broker, "STOP", cancel); break;
            case BrokerAction.Start:
                await cluster.SignalAsync(broker, "CONT", cancel);
                await cluster.RestartAsync(broker, cancel);
                break;
            default: throw new StepNotHostedException($"a real broker's network is not ours to touch ({action})");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        try
        {
            foreach (var broker in _touched)
            {
                await cluster.SignalAsync(broker, "CONT");
                await cluster.RestartAsync(broker);
            }
            if (_touched.Count > 0) await cluster.WaitUntilWholeAsync();
            await cluster.DeleteTopicsAsync();
            await cluster.ResetConfigsAsync();
        }
        catch (Exception fault) when (fault is TimeoutException or Confluent.Kafka.KafkaException or Protocol.Client.KafkaClientException)
        {
            await giveUp();
        }
    }
}
