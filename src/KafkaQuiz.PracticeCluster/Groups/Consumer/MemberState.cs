namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>How far a member is with its target (MemberState.java).</summary>
internal enum MemberState
{
    /// <summary>It has what the target of its epoch gives it.</summary>
    Stable,

    /// <summary>It has to give up partitions first, and stays in its epoch until it says that it has.</summary>
    UnrevokedPartitions,

    /// <summary>It waits for partitions that others have not given up yet.</summary>
    UnreleasedPartitions,
}
