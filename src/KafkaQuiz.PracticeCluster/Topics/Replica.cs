using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Topics;

/// <summary>One broker's copy of a partition.</summary>
internal sealed class Replica(int broker, ReplicaLog log)
{
    public int Broker { get; } = broker;

    public ReplicaLog Log { get; } = log;

    public long EndOffset => Log.EndOffset;

    /// <summary>What this replica knows of the high watermark.</summary>
    public long HighWatermark { get; set; }

    /// <summary>Virtual time at which it last had all that the leader had.</summary>
    public DateTimeOffset LastCaughtUp { get; set; }

    /// <summary>Leader epoch in which it last followed: with a newer one it first truncates to what it shares with the leader.</summary>
    public int FollowedEpoch { get; set; } = -1;

    /// <summary>Its log directory has failed.</summary>
    public bool IsOffline { get; set; }

    /// <summary>Its log directory was replaced by an empty one: it cannot lead until it has followed.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Which of the broker's log directories holds it.</summary>
    public int LogDir { get; set; }

    /// <summary>Takes over all but the log from another view of this replica.</summary>
    public void CopyFrom(Replica other)
    {
        (HighWatermark, LastCaughtUp, FollowedEpoch) = (other.HighWatermark, other.LastCaughtUp, other.FollowedEpoch);
        (IsOffline, IsLost, LogDir) = (other.IsOffline, other.IsLost, other.LogDir);
    }

    public void Exchange(SleepArchive a)
    {
        (HighWatermark, LastCaughtUp, FollowedEpoch) = (a.Long(HighWatermark), a.Time(LastCaughtUp), a.Int(FollowedEpoch));
        (IsOffline, IsLost, LogDir) = (a.Bool(IsOffline), a.Bool(IsLost), a.Int(LogDir));
    }

    /// <summary>Starts over in an empty directory.</summary>
    public void Lose()
    {
        Log.ResetTo(0);
        (HighWatermark, FollowedEpoch, IsOffline, IsLost) = (0, -1, false, true);
    }

    /// <summary>Has what a leader had.</summary>
    public void Followed() => IsLost = false;
}
