using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

internal static class RecordBatchesCheck
{
    public static RecordQuestion Question(RecordBatches check) => new BatchesQuestion(check.Topic, check.Partition, check.Since);

    public static CheckVerdict Evaluate(RecordBatches check, Scene scene)
    {
        var since = Words.From(check.Since);
        var of = Words.Of(check.Topic, check.Partition);
        var count = check.Count ?? new NumberCondition(AtLeast: 1);
        var (wishes, wanted) = (Wishes(check), Words.Condition(count));
        var expected = Words.Text(
            $"{since.Ko}{of}의 레코드 배치 {wanted.Ko}개{Listed(wishes.Select(wish => wish.Ko))}",
            $"{wanted.En} record batches in {of}{since.En}{Listed(wishes.Select(wish => wish.En))}");
        var question = Question(check);
        if (!RecordDigests.TryRead(scene, question, expected, out var reading, out var digest, out var verdict)) return verdict;
        if (digest.Batches is not { } batches) return RecordDigests.Undecided(question, expected, reading);
        var spoilt = IsSpoilt(check, batches);
        if (!digest.Complete && !spoilt) return RecordDigests.Undecided(question, expected, reading);
        var fits = !spoilt
            && (check.CompleteSequences != false || batches.SequenceGaps > 0)
            && (check.RecordsPerBatch is not { } mean || (batches.Count > 0 && mean.Holds(digest.Records / batches.Count)));
        return CheckVerdict.Of(count.Holds(batches.Count) && (batches.Count == 0 || fits), expected, Observed(batches, digest.Records), reading.Source);
    }

    /// <summary>True where a batch was seen that does not fit, whatever else there may be.</summary>
    private static bool IsSpoilt(RecordBatches check, BatchesDigest seen) =>
        (check.Codecs.Count > 0 && !seen.Codecs.Keys.All(check.Codecs.Contains))
        || Differs(check.ProducerId, seen.WithProducerId, seen.Count)
        || Differs(check.Transactional, seen.Transactional, seen.Count)
        || Differs(check.LogAppendTime, seen.LogAppendTime, seen.Count)
        || (check.CompleteSequences == true && seen.SequenceGaps > 0);

    private static bool Differs(bool? wanted, long seen, long all) => wanted is { } every && (every ? seen < all : seen > 0);

    private static List<LocalizedText> Wishes(RecordBatches check)
    {
        var wishes = new List<LocalizedText>();
        if (check.Codecs.Count > 0) wishes.Add(Words.Text($"압축 {string.Join("/", check.Codecs)}", $"codec {string.Join("/", check.Codecs)}"));
        if (check.ProducerId is { } id) wishes.Add(id ? Words.Text("프로듀서 ID 있음", "with a producer id") : Words.Text("프로듀서 ID 없음", "without a producer id"));
        if (check.CompleteSequences is { } complete) wishes.Add(complete ? Words.Text("시퀀스 번호가 이어짐", "sequence numbers without a gap") : Words.Text("시퀀스 번호가 끊김", "sequence numbers with a gap"));
        if (check.Transactional is { } transactional) wishes.Add(transactional ? Words.Text("트랜잭션에 속함", "transactional") : Words.Text("트랜잭션에 속하지 않음", "not transactional"));
        if (check.LogAppendTime is { } append) wishes.Add(append ? Words.Text("LogAppendTime", "LogAppendTime") : Words.Text("CreateTime", "CreateTime"));
        if (check.RecordsPerBatch is { } mean) wishes.Add(Words.Text($"배치당 평균 레코드 {Words.Condition(mean).Ko}개", $"{Words.Condition(mean).En} records per batch on average"));
        return wishes;
    }

    private static LocalizedText Observed(BatchesDigest seen, long records)
    {
        if (seen.Count == 0) return Words.Text("배치가 없습니다", "no batches");
        var codecs = string.Join(", ", seen.Codecs.Select(codec => $"{codec.Key} {Words.Number(codec.Value)}"));
        var producers = seen.ProducerIds.Count == 0 ? "-1" : string.Join(", ", seen.ProducerIds);
        var gap = seen.Gap is { } at
            ? Words.Text($", 시퀀스 끊김 {Words.Number(seen.SequenceGaps)}곳(오프셋 {at.Offset}: {at.Expected} 대신 {at.Found})", $", {Words.Number(seen.SequenceGaps)} sequence gaps (offset {at.Offset}: {at.Found} in place of {at.Expected})")
            : Words.Text("", "");
        return Words.Text(
            $"배치 {Words.Number(seen.Count)}개, 배치당 평균 레코드 {Words.Number(records / seen.Count)}개, 압축 {codecs}, 프로듀서 ID {producers}, 트랜잭션 배치 {Words.Number(seen.Transactional)}개{gap.Ko}",
            $"{Words.Number(seen.Count)} batches, {Words.Number(records / seen.Count)} records per batch, codecs {codecs}, producer id {producers}, {Words.Number(seen.Transactional)} transactional{gap.En}");
    }

    private static string Listed(IEnumerable<string> wishes) => string.Join(", ", wishes) is { Length: > 0 } list ? $" ({list})" : "";
}
