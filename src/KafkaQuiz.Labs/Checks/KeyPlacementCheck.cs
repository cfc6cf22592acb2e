using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

internal static class KeyPlacementCheck
{
    public static RecordQuestion Question(KeyPlacement check) => new KeysQuestion(check.Topic, check.Since);

    public static CheckVerdict Evaluate(KeyPlacement check, Scene scene)
    {
        var since = Words.From(check.Since);
        var expected = Words.Text(
            $"{since.Ko}{check.Topic}에서 키마다 한 파티션에만 저장됨 (서로 다른 키 {check.Keys}개 이상, 파티션 {check.Partitions}개 이상 사용{(check.NullKeys ? "" : ", 키 없는 레코드 없음")})",
            $"each key of {check.Topic} in one partition{since.En} (at least {check.Keys} keys, at least {check.Partitions} partitions in use{(check.NullKeys ? "" : ", no record without a key")})");
        var question = Question(check);
        if (!RecordDigests.TryRead(scene, question, expected, out var reading, out var digest, out var verdict)) return verdict;
        if (digest.Keys is not { } keys) return RecordDigests.Undecided(question, expected, reading);
        var broken = keys.Split > 0 || (keys.NullKeys > 0 && !check.NullKeys);
        if (!digest.Complete && !broken) return RecordDigests.Undecided(question, expected, reading);
        var split = keys.Example is { } example ? Words.Text($", 여러 파티션에 나뉜 키 {keys.Split}개(예: {example})", $", {keys.Split} keys in several partitions (for example {example})") : Words.Text("", "");
        var observed = Words.Text(
            $"서로 다른 키 {keys.Keys}개, 파티션 {keys.Partitions.Count}개, 키 없는 레코드 {Words.Number(keys.NullKeys)}개{split.Ko}",
            $"{keys.Keys} keys, {keys.Partitions.Count} partitions, {Words.Number(keys.NullKeys)} records without a key{split.En}");
        return CheckVerdict.Of(!broken && keys.Keys >= check.Keys && keys.Partitions.Count >= check.Partitions, expected, observed, reading.Source);
    }
}
