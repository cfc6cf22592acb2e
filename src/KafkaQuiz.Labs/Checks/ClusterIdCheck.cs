using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class ClusterIdCheck
{
    public static CheckVerdict Evaluate(ClusterId check, Scene scene)
    {
        var expected = check.SameAsStart
            ? Words.Text("시작할 때와 같은 클러스터 ID", "the cluster id of the start")
            : Words.Text("시작할 때와 다른 클러스터 ID", "another cluster id than at the start");
        if (!Scene.TryRead(scene.Now.Cluster, "cluster", expected, out var reading, out var unknown)) return unknown;
        if (scene.Baseline?.Cluster.Value?.ClusterId is not { } then)
            return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, "baseline of the cluster"), expected, reading.Source);
        var now = reading.Value?.ClusterId ?? "";
        return CheckVerdict.Of(check.SameAsStart == (now == then), expected, Words.Text($"클러스터 ID {now} (시작할 때 {then})", $"cluster id {now} (at the start {then})"), reading.Source);
    }
}
