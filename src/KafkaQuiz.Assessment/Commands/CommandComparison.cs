using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>Judges a command line against a right one, option by option.</summary>
internal static class CommandComparison
{
    private static readonly LocalizedText tooMuch = new("필요하지 않은 옵션입니다.", "This option is not wanted here.");

    private static readonly LocalizedText missing = new("이 옵션이 빠졌습니다.", "This option is missing.");

    /// <summary>Verdicts for the tool, its other words, every option of the answer, then every option too many.</summary>
    public static IReadOnlyList<PartVerdict> Compare(
        CommandMeaning answer,
        CommandMeaning given,
        IReadOnlyCollection<string> optional,
        IReadOnlyCollection<string> anyValue)
    {
        var parts = new List<PartVerdict>
        {
            new("tool", answer.Tool == given.Tool, null) { Given = Shown(given.Tool), Expected = Shown(answer.Tool) },
        };
        if (answer.Arguments.Count > 0 || given.Arguments.Count > 0)
        {
            parts.Add(new("arguments", answer.Arguments.SequenceEqual(given.Arguments), null)
            {
                Given = Shown(string.Join(' ', given.Arguments)),
                Expected = Shown(string.Join(' ', answer.Arguments)),
            });
        }

        var free = Names(answer.Tool, optional);
        var any = Names(answer.Tool, anyValue);
        foreach (var (option, values) in answer.Options)
        {
            bool there = given.Options.TryGetValue(option, out var typed);
            if (!there && free.Contains(option)) continue;
            bool right = there && (free.Contains(option) || (any.Contains(option) ? typed!.Count > 0 == values.Count > 0 : typed!.SetEquals(values)));
            parts.Add(new(option, right, there ? null : missing) { Given = there ? Shown(option, typed!) : null, Expected = Shown(option, values) });
        }

        parts.AddRange(given.Options
            .Where(option => !answer.Options.ContainsKey(option.Key) && !free.Contains(option.Key))
            .Select(option => new PartVerdict(option.Key, false, tooMuch) { Given = Shown(option.Key, option.Value) }));
        return parts;
    }

    private static HashSet<string> Names(string tool, IReadOnlyCollection<string> options)
    {
        var names = options.Select(option => OptionMeaning.Name(tool, option)).ToHashSet(StringComparer.Ordinal);
        if (tool == "kafka-configs" && names.Contains("--entity-name")) names.UnionWith(ConfigEntities.Options);
        return names;
    }

    private static LocalizedText? Shown(string text) => text.Length == 0 ? null : LocalizedText.Same(text);

    private static LocalizedText Shown(string option, SortedSet<string> values) =>
        LocalizedText.Same(values.Count == 0 ? option : option + " " + string.Join(',', values));
}
