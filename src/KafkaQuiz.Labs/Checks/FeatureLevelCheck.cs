using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class FeatureLevelCheck
{
    public static CheckVerdict Evaluate(FeatureLevel check, Scene scene)
    {
        var wanted = Words.Condition(check.Level);
        var expected = Words.Text($"확정된 기능 수준 {check.Feature} {wanted.Ko}", $"finalized level of {check.Feature}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Features, "features", expected, out var reading, out var unknown)) return unknown;
        var level = reading.Value?.Finalized.GetValueOrDefault(check.Feature) ?? 0;
        return CheckVerdict.Of(check.Level.Holds(level), expected, Words.Text($"{check.Feature} {level}", $"{check.Feature} {level}"), reading.Source);
    }
}
