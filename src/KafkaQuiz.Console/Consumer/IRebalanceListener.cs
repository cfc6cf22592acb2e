namespace KafkaQuiz.Console.Consumer;

/// <summary>Hears of a member's rebalances (ConsumerRebalanceListener).</summary>
internal interface IRebalanceListener
{
    /// <summary>Partitions are being given up.</summary>
    void Revoked();

    /// <summary>Partitions were assigned.</summary>
    void Assigned();
}
