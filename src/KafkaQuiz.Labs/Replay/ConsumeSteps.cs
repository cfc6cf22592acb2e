using Confluent.Kafka;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Replay;

/// <summary>A learner's consumer.</summary>
internal static class ConsumeSteps
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Run(string bootstrap, Consume step, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = step.Group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = step.Commit == CommitMode.Auto,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 50,
        }).SetLogHandler((_, _) => { }).Build();
        consumer.Subscribe(step.Topic);
        var ended = new HashSet<TopicPartition>();
        var position = new Dictionary<TopicPartition, Offset>();
        try
        {
            for (var read = 0; read < (step.Records ?? int.MaxValue);)
            {
                var result = consumer.Consume(limit.Token);
                if (result.IsPartitionEOF)
                {
                    ended.Add(result.TopicPartition);
                    if (ended.Count == consumer.Assignment.Count) break;
                    continue;
                }
                position[result.TopicPartition] = result.Offset + 1;
                read++;
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Group {step.Group} did not read {step.Topic} within {Limit.TotalSeconds:0} s.");
        }
        if (step.Commit == CommitMode.Manual && position.Count > 0) consumer.Commit(position.Select(p => new TopicPartitionOffset(p.Key, p.Value)));
        consumer.Close();
    }
}
