namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>States of a classic group (ClassicGroupState.java).</summary>
internal enum ClassicState
{
    Empty,
    PreparingRebalance,
    CompletingRebalance,
    Stable,

    /// <summary>Of a group that is gone; no group is kept in it.</summary>
    Dead,
}
