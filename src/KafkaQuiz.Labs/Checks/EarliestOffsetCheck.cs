using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class EarliestOffsetCheck
{
    public static CheckVerdict Evaluate(EarliestOffset check, Scene scene)
    {
        var wanted = Words.Condition(check.Offset);
        var of = Words.Of(check.Topic, check.Partition);
        var since = Words.From(check.Since);
        var expected = check.Since is null
            ? Words.Text($"{of}의 시작 오프셋 {wanted.Ko}", $"earliest offset of {of}: {wanted.En}")
            : Words.Text($"{since.Ko}{of}에서 삭제된 레코드 {wanted.Ko}개", $"{wanted.En} records deleted from {of}{since.En}");
        return EndOffsetCheck.Offset(check.Topic, check.Partition, check.Since, check.Offset, expected, scene, p => p.Earliest, (value, relative) => relative
            ? Words.Text($"{since.Ko}{Words.Number(value)}개", $"{Words.Number(value)}{since.En}")
            : Words.Text($"시작 오프셋 {Words.Number(value)}", $"earliest offset {Words.Number(value)}"));
    }
}
