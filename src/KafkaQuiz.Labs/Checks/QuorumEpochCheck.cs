using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class QuorumEpochCheck
{
    public static CheckVerdict Evaluate(QuorumEpoch check, Scene scene)
    {
        var wanted = Words.Condition(check.Epoch);
        var since = Words.From(check.Since);
        var expected = check.Since is null
            ? Words.Text($"컨트롤러 쿼럼의 에포크 {wanted.Ko}", $"epoch of the controller quorum: {wanted.En}")
            : Words.Text($"{since.Ko}컨트롤러 쿼럼의 에포크 증가 {wanted.Ko}", $"growth of the quorum's epoch{since.En}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Quorum, "quorum", expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { Leader: not null } quorum) return CheckVerdict.Of(false, expected, QuorumLeaderCheck.NoLeader, reading.Source);
        long value = quorum.Epoch;
        if (check.Since is not null)
        {
            if (!scene.TryFrom(check.Since, "the quorum", expected, reading.Source, out var from, out unknown)) return unknown;
            if (from.Quorum?.Value is not { Epoch: >= 0 } then)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, "epoch of the quorum then"), expected, reading.Source);
            value -= then.Epoch;
        }
        return CheckVerdict.Of(check.Epoch.Holds(value), expected, Words.Text($"에포크 {quorum.Epoch} ({since.Ko}{value:+0;-0;0})", $"epoch {quorum.Epoch} ({value:+0;-0;0}{since.En})"), reading.Source);
    }
}
