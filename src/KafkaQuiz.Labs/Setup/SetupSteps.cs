using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Setup;

/// <summary>Runs the steps that a setup may have: create a topic, produce. Shared by setups on a learner's cluster and by replays.</summary>
internal static class SetupSteps
{
    /// <summary>How long a step waits for the cluster.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task CreateAsync(IAdminClient admin, CreateTopic step, CancellationToken cancel)
    {
        var topic = new TopicSpecification
        {
            Name = step.Topic,
            NumPartitions = step.Partitions,
            ReplicationFactor = (short)step.ReplicationFactor,
            Configs = step.Config.ToDictionary(),
        };
        await admin.CreateTopicsAsync([topic], new CreateTopicsOptions { RequestTimeout = Limit, OperationTimeout = Limit }).WaitAsync(cancel);
    }

    /// <summary>Writes every record, or throws: what was acknowledged by all in-sync replicas counts.</summary>
    public static async Task ProduceAsync(ProducerConfig config, Produce step, CancellationToken cancel)
    {
        using var producer = new ProducerBuilder<string?, string>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Error? failed = null;
        for (var number = 0; number < step.Records; number++)
        {
            var message = new Message<string?, string> { Key = step.Key is null ? null : Text(step.Key, number), Value = number == step.Mark ? "poison" : Text(step.Value, number) };
            if (step.Time is { } time) message.Timestamp = new Timestamp(time + (number * step.Every), TimestampType.CreateTime);
            var partition = step.Partition is { } wanted ? new Partition(wanted) : Partition.Any;
            while (!TryProduce(producer, new TopicPartition(step.Topic, partition), message, report => failed = report.Error.IsError ? report.Error : failed))
            {
                cancel.ThrowIfCancellationRequested();
                producer.Poll(TimeSpan.FromMilliseconds(50));
            }
        }
        await Task.Run(() => producer.Flush(cancel), cancel);
        if (failed is not null) throw new KafkaException(failed);
    }

    private static bool TryProduce(IProducer<string?, string> producer, TopicPartition to, Message<string?, string> message, Action<DeliveryReport<string?, string>> done)
    {
        try
        {
            producer.Produce(to, message, done);
            return true;
        }
        catch (ProduceException<string?, string> full) when (full.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private static string Text(string template, int number) => template.Replace("{i}", $"{number}", StringComparison.Ordinal);
}
