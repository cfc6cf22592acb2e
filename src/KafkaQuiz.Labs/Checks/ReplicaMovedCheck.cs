using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class ReplicaMovedCheck
{
    public static CheckVerdict Evaluate(ReplicaMoved check, Scene scene)
    {
        var of = Words.Of(check.Topic, check.Partition);
        var expected = Words.Text($"{check.Broker}번 브로커의 {of} 복제본이 다른 로그 디렉터리로 옮겨짐", $"replica of {of} on broker {check.Broker} moved to another log directory");
        if (!Scene.TryRead(scene.Now.LogDirs, $"{check.Broker}", expected, out var reading, out var unknown)) return unknown;
        if (!scene.TryFrom(Since.Start, check.Topic, expected, reading.Source, out var from, out unknown)) return unknown;
        if (!Scene.TryRead(from.LogDirs, $"{check.Broker}", expected, out var before, out unknown)) return unknown;
        var then = Path(before.Value, check, future: false);
        var now = Path(reading.Value, check, future: false);
        if (then is null) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"log dir of {of} then"), expected, reading.Source);
        if (now is null) return CheckVerdict.Of(false, expected, Words.Text($"{check.Broker}번 브로커에 {of}의 복제본이 없습니다", $"no replica of {of} on broker {check.Broker}"), reading.Source);
        var moving = Path(reading.Value, check, future: true) is { } target ? Words.Text($", {target}(으)로 옮기는 중", $", on its way to {target}") : Words.Text("", "");
        return CheckVerdict.Of(
            now != then && moving.Ko.Length == 0, expected, Words.Text($"{then} → {now}{moving.Ko}", $"{then} → {now}{moving.En}"), reading.Source);
    }

    private static string? Path(LogDirsSeen? seen, ReplicaMoved check, bool future) =>
        seen?.Dirs.FirstOrDefault(dir => dir.Replicas.Any(replica => replica.Topic == check.Topic && replica.Partition == check.Partition && replica.Future == future))?.Path;
}
