using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

internal static class RecordCountCheck
{
    public static RecordQuestion Question(RecordCount check) => new CountQuestion(check.Topic, check.Partition, check.Since, check.Key, check.Value);

    public static CheckVerdict Evaluate(RecordCount check, Scene scene)
    {
        var expected = Expected(check);
        var question = Question(check);
        if (!RecordDigests.TryRead(scene, question, expected, out var reading, out var digest, out var verdict)) return verdict;
        // Of an incomplete count only "at least" is known: more matching records may lie beyond it.
        if (!digest.Complete && !Decided(check.Count, digest.Records)) return RecordDigests.Undecided(question, expected, reading);
        var observed = Words.Text($"조건에 맞는 레코드 {Words.Number(digest.Records)}개", $"{Words.Number(digest.Records)} matching records");
        return CheckVerdict.Of(check.Count.Holds(digest.Records), expected, observed, reading.Source);
    }

    /// <summary>True where <paramref name="seen"/> of them decide the condition, however many more there are.</summary>
    public static bool Decided(NumberCondition condition, long seen)
    {
        var surelyFails = seen > (condition.EqualTo ?? long.MaxValue) || seen > (condition.AtMost ?? long.MaxValue);
        var surelyHolds = condition.EqualTo is null && condition.AtMost is null
            && seen >= (condition.AtLeast ?? 0) && seen > (condition.Not ?? -1);
        return surelyFails || surelyHolds;
    }

    private static LocalizedText Expected(RecordCount check)
    {
        var wanted = Words.Condition(check.Count);
        var of = Words.Of(check.Topic, check.Partition);
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
        var since = Words.From(check.Since);
        return Words.Text($"{since.Ko}{of}의 레코드 {wanted.Ko}개{which.Ko}", $"{wanted.En} records in {of}{since.En}{which.En}");
    }
}
