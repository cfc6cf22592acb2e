using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class CommittedPositionCheck
{
    public static CheckVerdict Evaluate(CommittedPosition check, Scene scene)
    {
        var of = Words.Of(check.Topic, check.Partition);
        var place = check.At switch
        {
            LogPlace.End => Words.Text("끝 오프셋", "the end offset"),
            LogPlace.Earliest => Words.Text("시작 오프셋", "the earliest offset"),
            _ => Words.Text($"시각 {Time(check.Time)}의 오프셋", $"the offset of {Time(check.Time)}"),
        };
        var expected = Words.Text($"그룹 {check.Group}의 {of} 커밋이 {place.Ko}", $"commit of group {check.Group} on {of} at {place.En}");
        if (!Scene.TryRead(scene.Now.Commits, check.Group, expected, out var commits, out var unknown)) return unknown;
        if (!Scene.TryRead(scene.Now.Offsets, check.Topic, expected, out var offsets, out unknown)) return unknown;
        if (offsets.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), offsets.Source);
        var partitions = seen.Partitions.Where(p => check.Partition is null || p.Partition == check.Partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(check.Topic, check.Partition ?? 0), offsets.Source);
        if (commits.Value is not { } committed) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), commits.Source);
        if (check.At == LogPlace.Time && partitions.Any(p => seen.ByTime?.Any(at => at.Partition == p.Partition && at.Time == check.Time) != true))
            return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"{check.Topic}: {check.Time}"), expected, offsets.Source);

        var values = partitions.Select(p => (p.Partition, Wanted: Place(check, p, seen), Found: committed.Offsets.FirstOrDefault(c => c.Topic == check.Topic && c.Partition == p.Partition)?.Offset)).ToList();
        var off = values.Where(value => value.Found != value.Wanted).ToList();
        var observed = off.Count == 0
            ? Words.Text("커밋 오프셋 " + Words.Few(values.Select(value => Shown(value.Partition, $"{value.Found}"))), "committed offset " + Words.Few(values.Select(value => Shown(value.Partition, $"{value.Found}"))))
            : Words.Text(
                Words.Few(off.Select(value => Shown(value.Partition, $"{(value.Found is { } found ? Words.Number(found) : "커밋 없음")}, {place.Ko} {Words.Number(value.Wanted)}"))),
                Words.Few(off.Select(value => Shown(value.Partition, $"{(value.Found is { } found ? Words.Number(found) : "no commit")}, {place.En} {Words.Number(value.Wanted)}"))));
        return CheckVerdict.OfShare(values.Count - off.Count, values.Count, expected, observed, commits.Source);

        string Shown(int partition, string text) => values.Count == 1 ? text : $"{check.Topic}-{partition}: {text}";
    }

    private static long Place(CommittedPosition check, PartitionOffsets partition, OffsetsSeen seen) => check.At switch
    {
        LogPlace.End => partition.End,
        LogPlace.Earliest => partition.Earliest,
        // Where every record is older, Kafka's own tool takes the end.
        _ => seen.ByTime!.First(at => at.Partition == partition.Partition && at.Time == check.Time).Offset ?? partition.End,
    };

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
