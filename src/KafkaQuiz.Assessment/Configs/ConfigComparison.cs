using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Configs;

/// <summary>Judges given settings against right ones, key by key.</summary>
internal static class ConfigComparison
{
    private static readonly LocalizedText tooMuch = new("문제에서 요구하지 않은 설정입니다.", "The question does not ask for this setting.");

    /// <summary>One verdict for each key of the answer, then one for each key too many (unless they are allowed).</summary>
    public static IReadOnlyList<PartVerdict> Compare(
        SortedDictionary<string, string> answer,
        SortedDictionary<string, string> given,
        IReadOnlyCollection<string> anyValue,
        bool extraAllowed)
    {
        var parts = new List<PartVerdict>();
        foreach (var (key, value) in answer)
        {
            bool there = given.TryGetValue(key, out string? typed);
            bool right = there && (anyValue.Contains(key) || typed == value);
            parts.Add(new(key, right, null) { Given = Shown(there ? typed : null), Expected = Shown(value) });
        }

        if (!extraAllowed)
            parts.AddRange(given.Where(line => !answer.ContainsKey(line.Key)).Select(line => new PartVerdict(line.Key, false, tooMuch) { Given = Shown(line.Value) }));
        return parts;
    }

    private static LocalizedText? Shown(string? value) => value is null ? null : LocalizedText.Same(value);
}
