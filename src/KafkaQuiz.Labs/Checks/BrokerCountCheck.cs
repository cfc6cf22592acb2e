using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class BrokerCountCheck
{
    public static CheckVerdict Evaluate(BrokerCount check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var expected = Words.Text($"실행 중인 브로커 {wanted.Ko}대", $"{wanted.En} live brokers");
        var reading = scene.Now.Cluster;
        if (reading.Fault is { } fault) return CheckVerdict.Unknown(fault, expected, reading.Source);
        var count = reading.Value?.Brokers.Count ?? 0;
        return CheckVerdict.Of(check.Count.Holds(count), expected, Words.Text($"브로커 {count}대", $"{count} brokers"), reading.Source);
    }
}
