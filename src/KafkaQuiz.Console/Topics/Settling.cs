using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary>
/// Waits until the broker that was asked shows a change of topics. The controller answers some milliseconds before the brokers have
/// heard; Kafka's own tools take a second to start, so that nobody sees it there, but a pasted script would see it here.
/// </summary>
internal static class Settling
{
    private const int Attempts = 30;

    public static async Task UntilAsync(ClusterClient client, IReadOnlyList<string> topics, Func<MetadataResponse.MetadataResponseTopic, bool> isDone, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var metadata = await client.MetadataAsync(topics, false, "metadata", cancel);
            if (metadata.Topics.All(isDone))
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancel);
        }
    }
}
