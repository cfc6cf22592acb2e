using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>Scenarios that break a broker and leave it whole.</summary>
internal static class FailureSteps
{
    /// <summary>Runs what is to be seen while a broker is broken, then starts it and waits until all replicas are in sync and all preferred leaders lead.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="broker">The one that was broken.</param>
    /// <param name="seen">Looks at the others.</param>
    public static async Task WhileBrokenAsync(this Conversation conversation, int broker, Func<Task> seen)
    {
        try
        {
            await seen();
        }
        finally
        {
            await conversation.Cluster.StartAsync(broker);
            await conversation.WaitUntilWholeAsync();
        }
    }

    /// <summary>Waits until the others have noticed that a broker is gone: it is fenced, and in no ISR any more that has others.</summary>
    public static async Task FencedAsync(this Conversation conversation, int broker)
    {
        foreach (var ask in new[] { 1, 2, 3 }.Where(b => b != broker))
        {
            await conversation.UntilAsync(new DescribeClusterRequest { IncludeFencedBrokers = true }, r => r.Brokers.Exists(b => b.BrokerId == broker && b.IsFenced), ask);
            await conversation.UntilAsync(new MetadataRequest { Topics = null }, r => r.Topics.SelectMany(t => t.Partitions).All(p => p.IsrNodes is [var last] && last == broker || !p.IsrNodes.Contains(broker)), ask);
        }
    }

    /// <summary>Records how a topic's partitions are described by a broker once they are as wanted.</summary>
    public static Task<DescribeTopicPartitionsResponse> DescribedAsync(this Conversation conversation, string topic, int ask, Func<DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition, bool> wanted) =>
        conversation.AskUntilAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = topic }] }, r => r.Topics[0].ErrorCode == ErrorCode.None && r.Topics[0].Partitions.TrueForAll(p => wanted(p)), ask);
}
