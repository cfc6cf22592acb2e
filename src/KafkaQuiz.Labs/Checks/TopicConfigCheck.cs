using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class TopicConfigCheck
{
    public static CheckVerdict Evaluate(TopicConfig check, Scene scene)
    {
        var wanted = check.Value is null ? null : Words.Condition(check.Value);
        var from = check.Source is { } source ? Words.Text($" (출처: {ConfigSources.Name((int)source)})", $" (from: {ConfigSources.Name((int)source)})") : Words.Text("", "");
        var expected = Words.Text($"{check.Topic}의 {check.Key}={wanted?.Ko ?? "*"}{from.Ko}", $"{check.Key}={wanted?.En ?? "*"} on {check.Topic}{from.En}");
        if (!Scene.TryRead(scene.Now.Configs, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } configs) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        if (!configs.Entries.TryGetValue(check.Key, out var entry))
        {
            return configs.Knows(check.Key, scene.Now.Form)
                ? CheckVerdict.Of(false, expected, Words.Text($"{check.Key} 설정이 없습니다", $"there is no config {check.Key}"), reading.Source)
                : CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"{check.Topic}: {check.Key}"), expected, reading.Source);
        }
        var holds = (check.Value is null || ConfigValue.Holds(check.Value, entry.Value)) && (check.Source is null || (int)check.Source == entry.Source);
        return CheckVerdict.Of(holds, expected, Observed(check.Key, entry), reading.Source);
    }

    public static LocalizedText Observed(string key, ConfigSeen entry) =>
        Words.Text($"{key}={entry.Value} (출처: {ConfigSources.Name(entry.Source)})", $"{key}={entry.Value} (from: {ConfigSources.Name(entry.Source)})");
}
