using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class QuorumVotersCheck
{
    /// <summary>A voter that was at the leader's end within this time keeps up: the leader writes at least every 0.5 s, and followers fetch all the time.</summary>
    private const long CurrentWithinMs = 3_000;

    /// <summary>Where brokers do not tell times (before 3.5): records that a voter may be behind while the leader writes.</summary>
    private const long CurrentWithinRecords = 20;

    public static CheckVerdict Evaluate(QuorumVoters check, Scene scene)
    {
        var ko = new List<string>();
        var en = new List<string>();
        if (check.Apart is { } apart)
        {
            ko.Add(apart ? "브로커를 겸하지 않음" : "브로커를 겸함");
            en.Add(apart ? "none a broker" : "each a broker");
        }
        if (check.Current is { } current)
        {
            ko.Add(current ? "모두 최신 상태" : "최신이 아닌 voter가 있음");
            en.Add(current ? "all current" : "not all current");
        }
        var wanted = check.Count is { } count ? Words.Text($" {Words.Condition(count).Ko}개", $"{Words.Condition(count).En} ") : Words.Text("", "");
        var list = ko.Count == 0 ? Words.Text("", "") : Words.Text($" ({string.Join(", ", ko)})", $" ({string.Join(", ", en)})");
        var expected = Words.Text($"컨트롤러 쿼럼의 voter{wanted.Ko}{list.Ko}", $"{wanted.En}voters of the controller quorum{list.En}");
        if (!Scene.TryRead(scene.Now.Quorum, "quorum", expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { Leader: not null } quorum) return CheckVerdict.Of(false, expected, QuorumLeaderCheck.NoLeader, reading.Source);
        var brokers = (scene.Now.Cluster.Value?.Brokers ?? []).Select(broker => broker.Id).ToHashSet();
        var behind = quorum.Voters.Where(voter => !IsCurrent(voter, quorum)).Select(voter => voter.Id).ToList();
        var both = quorum.Voters.Where(voter => brokers.Contains(voter.Id)).Select(voter => voter.Id).ToList();
        var holds = (check.Count?.Holds(quorum.Voters.Count) ?? true)
            && (check.Current is not { } all || all == (behind.Count == 0))
            && (check.Apart is not { } none || (none ? both.Count == 0 : both.Count == quorum.Voters.Count));
        return CheckVerdict.Of(holds, expected, Words.Text(
            $"voter {Words.Ids(quorum.Voters.Select(v => v.Id))}" + (both.Count > 0 ? $", 그중 브로커 {Words.Ids(both)}" : ", 브로커를 겸하는 voter 없음") + (behind.Count > 0 ? $", 뒤처진 voter {Words.Ids(behind)}" : ""),
            $"voters {Words.Ids(quorum.Voters.Select(v => v.Id))}" + (both.Count > 0 ? $", of them brokers {Words.Ids(both)}" : ", none a broker") + (behind.Count > 0 ? $", behind {Words.Ids(behind)}" : "")), reading.Source);
    }

    private static bool IsCurrent(QuorumReplica voter, QuorumSeen quorum)
    {
        if (voter.Id == quorum.Leader) return true;
        if (voter.CaughtUpAgo is { } ago) return ago <= CurrentWithinMs;
        var end = quorum.Voters.FirstOrDefault(other => other.Id == quorum.Leader)?.LogEnd ?? quorum.HighWatermark;
        return end - voter.LogEnd <= CurrentWithinRecords;
    }
}
