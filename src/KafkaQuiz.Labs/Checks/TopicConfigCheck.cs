using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class TopicConfigCheck
{
    public static CheckVerdict Evaluate(TopicConfig check, Scene scene)
    {
        var wanted = check.Value is null ? null : Words.Condition(check.Value);
        var from = check.Source is { } source ? Words.Text($" (출처: {Name((int)source)})", $" (from: {Name((int)source)})") : Words.Text("", "");
        var expected = Words.Text($"{check.Topic}의 {check.Key}={wanted?.Ko ?? "*"}{from.Ko}", $"{check.Key}={wanted?.En ?? "*"} on {check.Topic}{from.En}");
        if (!Scene.TryRead(scene.Now.Configs, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } configs) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        if (!configs.Entries.TryGetValue(check.Key, out var entry))
            return CheckVerdict.Of(false, expected, Words.Text($"{check.Key} 설정이 없습니다", $"there is no config {check.Key}"), reading.Source);
        var holds = (check.Value is null || ConfigValue.Holds(check.Value, entry.Value)) && (check.Source is null || (int)check.Source == entry.Source);
        var observed = Words.Text($"{check.Key}={entry.Value} (출처: {Name(entry.Source)})", $"{check.Key}={entry.Value} (from: {Name(entry.Source)})");
        return CheckVerdict.Of(holds, expected, observed, reading.Source);
    }

    /// <summary>Kafka's own names of the sources, as kafka-configs prints them.</summary>
    private static string Name(int source) => source switch
    {
        1 => "DYNAMIC_TOPIC_CONFIG",
        2 => "DYNAMIC_BROKER_CONFIG",
        3 => "DYNAMIC_DEFAULT_BROKER_CONFIG",
        4 => "STATIC_BROKER_CONFIG",
        5 => "DEFAULT_CONFIG",
        _ => "UNKNOWN",
    };
}
