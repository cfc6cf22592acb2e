namespace KafkaQuiz.Content.Questions;

/// <summary>The eleven kinds of question. In files and in JSON each is written as <see cref="QuestionKinds.Name"/>.</summary>
public enum QuestionKind
{
    SingleChoice,
    MultipleChoice,
    TrueFalse,
    Numeric,
    ShortText,
    Cloze,
    Ordering,
    Matching,
    Command,
    Config,
    Assignment,
}

/// <summary>The written names of the kinds.</summary>
public static class QuestionKinds
{
    private static readonly string[] names =
    [
        "single-choice", "multiple-choice", "true-false", "numeric", "short-text", "cloze",
        "ordering", "matching", "command", "config", "assignment",
    ];

    /// <summary>Every written name, in the order of <see cref="QuestionKind"/>.</summary>
    public static IReadOnlyList<string> Names => names;

    /// <summary>The name as banks write it: <c>single-choice</c>.</summary>
    public static string Name(this QuestionKind kind) => names[(int)kind];

    /// <summary>The kind of that name; false where there is none.</summary>
    public static bool TryParse(string name, out QuestionKind kind)
    {
        int at = Array.IndexOf(names, name);
        kind = (QuestionKind)Math.Max(at, 0);
        return at >= 0;
    }
}
