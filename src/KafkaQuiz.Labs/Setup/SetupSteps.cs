using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Setup;

/// <summary>Steps as an application of the learner does them, for replays on an author's cluster. Setups on a learner's cluster are <see cref="LabSetup"/>'s.</summary>
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
            var message = new Message<string?, string> { Key = SetupRecords.Key(step, number), Value = SetupRecords.Value(step, number) };
            if (SetupRecords.Time(step, number) is { } time) message.Timestamp = new Timestamp(time, TimestampType.CreateTime);
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
}
