using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class PartitionLeaderCheck
{
    public static CheckVerdict Evaluate(PartitionLeader check, Scene scene)
    {
        var of = Words.Of(check.Topic, check.Partition);
        var ko = new List<string>();
        var en = new List<string>();
        if (check.Exists is { } exists)
        {
            ko.Add(exists ? "있음" : "없음");
            en.Add(exists ? "there" : "none");
        }
        if (check.Broker is { } broker)
        {
            ko.Add($"{broker}번 브로커");
            en.Add($"broker {broker}");
        }
        if (check.SameAsStart is { } same)
        {
            ko.Add(same ? "시작할 때와 같음" : "시작할 때와 다름");
            en.Add(same ? "the one of the start" : "another than at the start");
        }
        var expected = Words.Text($"{of}의 리더: {string.Join(", ", ko)}", $"leader of {of}: {string.Join(", ", en)}");
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } topic) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        IReadOnlyList<PartitionSeen> then = [];
        if (check.SameAsStart is not null)
        {
            if (!scene.TryFrom(Since.Start, check.Topic, expected, reading.Source, out var from, out unknown)) return unknown;
            if (scene.SameTopicThen(from, check.Topic) is not { } before)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"baseline of {check.Topic}"), expected, reading.Source);
            then = before.Partitions;
        }
        var partitions = topic.Partitions.Where(p => check.Partition is null || p.Partition == check.Partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(check.Topic, check.Partition ?? 0), reading.Source);
        var fit = partitions.Count(p => (check.Exists is null || check.Exists == p.Leader is not null)
            && (check.Broker is null || check.Broker == p.Leader)
            && (check.SameAsStart is null || check.SameAsStart == (p.Leader == then.FirstOrDefault(before => before.Partition == p.Partition)?.Leader)));
        return CheckVerdict.OfShare(fit, partitions.Count, expected, Observed(check.Topic, partitions), reading.Source);
    }

    public static Content.LocalizedText Observed(string topic, IReadOnlyList<PartitionSeen> partitions) => Words.Text(
        "리더 " + Words.Few(partitions.Select(p => $"{(partitions.Count == 1 ? "" : $"{topic}-{p.Partition}: ")}{p.Leader?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "없음"}")),
        "leader " + Words.Few(partitions.Select(p => $"{(partitions.Count == 1 ? "" : $"{topic}-{p.Partition}: ")}{p.Leader?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}")));
}
