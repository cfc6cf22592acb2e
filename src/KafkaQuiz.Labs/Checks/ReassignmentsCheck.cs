using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class ReassignmentsCheck
{
    public static CheckVerdict Evaluate(Reassignments check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var of = check.Topic is { } topic ? Words.Text($"{topic}에서 ", $" of {topic}") : Words.Text("", "");
        var expected = Words.Text($"{of.Ko}재할당 중인 파티션 {wanted.Ko}개", $"{wanted.En} partitions{of.En} being reassigned");
        if (!Scene.TryRead(scene.Now.Reassignments, "reassignments", expected, out var reading, out var unknown)) return unknown;
        var moving = (reading.Value?.Partitions ?? []).Where(seen => check.Topic is null || seen.Topic == check.Topic).ToList();
        var which = Words.Few(moving.Select(seen => $"{seen.Topic}-{seen.Partition} (+{Words.Ids(seen.Adding)} -{Words.Ids(seen.Removing)})"));
        var list = which.Length == 0 ? "" : $": {which}";
        return CheckVerdict.Of(
            check.Count.Holds(moving.Count), expected, Words.Text($"재할당 중인 파티션 {moving.Count}개{list}", $"{moving.Count} partitions being reassigned{list}"), reading.Source);
    }
}
