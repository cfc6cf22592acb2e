using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

internal static class ValueSequenceCheck
{
    public static RecordQuestion Question(ValueSequence check) => new SequenceQuestion(check.Topic, check.Partition, check.Since, check.Pattern, check.From, check.To);

    public static CheckVerdict Evaluate(ValueSequence check, Scene scene)
    {
        var of = Words.Of(check.Topic, check.Partition);
        var since = Words.From(check.Since);
        var (first, last) = (check.Pattern.Replace("#", $"{check.From}", StringComparison.Ordinal), check.Pattern.Replace("#", $"{check.To}", StringComparison.Ordinal));
        var expected = Words.Text(
            $"{since.Ko}{of}에 {first}부터 {last}까지 빠짐없이{(check.Once ? " 한 번씩" : "")} 있음",
            $"every value from {first} to {last} in {of}{since.En}{(check.Once ? ", once each" : "")}");
        var question = Question(check);
        if (!RecordDigests.TryRead(scene, question, expected, out var reading, out var digest, out var verdict)) return verdict;
        if (digest.Sequence is not { } sequence) return RecordDigests.Undecided(question, expected, reading);
        var all = Math.Max(1, check.To - check.From + 1);
        var broken = check.Once && sequence.Repeated > 0;
        var holds = sequence.Found == all && !broken;
        // Numbers that are not there yet may lie in what was not read; of those that are there all is known.
        if (!digest.Complete && !broken && (check.Once || !holds)) return RecordDigests.Undecided(question, expected, reading);
        var missing = Words.Few(sequence.Missing.Select(gap => gap.First == gap.Last ? $"{gap.First}" : $"{gap.First}–{gap.Last}"));
        var twice = Words.Few(sequence.Twice.Select(number => $"{number}"));
        var observed = Words.Text(
            $"{Words.Number(all)}개 중 {Words.Number(sequence.Found)}개"
                + (missing.Length > 0 ? $", 빠진 번호 {missing}" : "")
                + (sequence.Repeated > 0 ? $", 중복 {Words.Number(sequence.Repeated)}개({twice})" : ""),
            $"{Words.Number(sequence.Found)} of {Words.Number(all)}"
                + (missing.Length > 0 ? $", missing {missing}" : "")
                + (sequence.Repeated > 0 ? $", {Words.Number(sequence.Repeated)} duplicates ({twice})" : ""));
        return CheckVerdict.Of(holds, expected, observed, reading.Source) with { Credit = holds ? 1 : broken ? 0 : (double)sequence.Found / all };
    }
}
