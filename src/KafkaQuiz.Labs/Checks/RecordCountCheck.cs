using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class RecordCountCheck
{
    public static CheckVerdict Evaluate(RecordCount check, Scene scene)
    {
        var expected = Expected(check);
        if (!Scene.TryRead(scene.Now.Records, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        IReadOnlyDictionary<int, long> start = new Dictionary<int, long>();
        if (check.SinceStart)
        {
            if (scene.EndsAtStart(check.Topic) is not { } ends)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"baseline of {check.Topic}"), expected, reading.Source);
            start = ends;
        }
        var count = seen.Records.Count(record =>
            (check.Partition is null || record.Partition == check.Partition)
            && record.Offset >= start.GetValueOrDefault(record.Partition)
            && (check.Key is null || check.Key.Holds(record.Key))
            && (check.Value is null || check.Value.Holds(record.Value)));
        // Of an incomplete sample only "at least" is known: more matching records may lie beyond it.
        if (!seen.Complete && !Decided(check.Count, count))
            return CheckVerdict.Unknown(new NotGradable(NotGradableCause.TooMuch, check.Topic), expected, reading.Source);
        var observed = Words.Text($"조건에 맞는 레코드 {Words.Number(count)}개", $"{Words.Number(count)} matching records");
        return CheckVerdict.Of(check.Count.Holds(count), expected, observed, reading.Source);
    }

    /// <summary>True where <paramref name="seen"/> matching records decide the condition, however many more there are.</summary>
    private static bool Decided(NumberCondition condition, int seen)
    {
        var surelyFails = seen > (condition.EqualTo ?? long.MaxValue) || seen > (condition.AtMost ?? long.MaxValue);
        var surelyHolds = condition.EqualTo is null && condition.AtMost is null
            && seen >= (condition.AtLeast ?? 0) && seen > (condition.Not ?? -1);
        return surelyFails || surelyHolds;
    }

    private static LocalizedText Expected(RecordCount check)
    {
        var wanted = Words.Condition(check.Count);
        var of = check.Partition is { } p ? $"{check.Topic}-{p}" : check.Topic;
        var ko = new List<string>();
        var en = new List<string>();
        if (check.Key is not null)
        {
            ko.Add($"키 {Words.Condition(check.Key).Ko}");
            en.Add($"key {Words.Condition(check.Key).En}");
        }
        if (check.Value is not null)
        {
            ko.Add($"값 {Words.Condition(check.Value).Ko}");
            en.Add($"value {Words.Condition(check.Value).En}");
        }
        var which = ko.Count == 0 ? Words.Text("", "") : Words.Text($" ({string.Join(", ", ko)})", $" ({string.Join(", ", en)})");
        var since = check.SinceStart ? Words.Text("시작 후 ", " since the start") : Words.Text("", "");
        return Words.Text($"{since.Ko}{of}의 레코드 {wanted.Ko}개{which.Ko}", $"{wanted.En} records in {of}{since.En}{which.En}");
    }
}
