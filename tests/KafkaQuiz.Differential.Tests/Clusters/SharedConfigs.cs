namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>server.properties of both clusters, beyond what names nodes and ports. Timeouts are short, so that failures are noticed in seconds.</summary>
internal static class SharedConfigs
{
    public static Dictionary<string, string> All { get; } = new()
    {
        ["num.partitions"] = "2",
        ["default.replication.factor"] = "3",
        ["min.insync.replicas"] = "1",
        ["auto.create.topics.enable"] = "true",
        ["auto.leader.rebalance.enable"] = "false",
        ["broker.session.timeout.ms"] = "3000",
        ["broker.heartbeat.interval.ms"] = "500",
        ["replica.lag.time.max.ms"] = "4000",
        ["offsets.topic.num.partitions"] = "4",
        ["offsets.topic.replication.factor"] = "3",
        ["transaction.state.log.num.partitions"] = "4",
        ["transaction.state.log.replication.factor"] = "3",
        ["transaction.state.log.min.isr"] = "2",
        ["transaction.abort.timed.out.transaction.cleanup.interval.ms"] = "500",
        ["group.initial.rebalance.delay.ms"] = "0",
        ["group.min.session.timeout.ms"] = "1000",
        ["group.consumer.min.heartbeat.interval.ms"] = "100",
        ["group.consumer.heartbeat.interval.ms"] = "100",
        ["group.consumer.min.session.timeout.ms"] = "1000",
        ["group.consumer.assignment.interval.ms"] = "0",
        ["share.coordinator.state.topic.num.partitions"] = "1",
        ["share.coordinator.state.topic.replication.factor"] = "3",
        ["share.coordinator.state.topic.min.isr"] = "1",
        ["log.retention.check.interval.ms"] = "300000",
        ["log.cleaner.dedupe.buffer.size"] = "10485760",
    };
}
