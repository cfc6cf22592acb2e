namespace KafkaQuiz.Console.Shell;

/// <summary>A piece of a word: literal text or a variable's name.</summary>
internal readonly record struct WordPart(string Text, bool IsVariable, bool IsQuoted);

/// <summary>A word before its variables are filled in.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    /// <summary>The text when it is all literal and unquoted, else null: what may be a keyword or an assignment.</summary>
    public string? Bare => Parts.Count == 1 && Parts[0] is { IsVariable: false, IsQuoted: false } ? Parts[0].Text : null;
}

/// <summary>Kinds of redirection.</summary>
internal enum RedirectKind
{
    Input,
    Output,
    Append,

    /// <summary>A here-document or here-string: the target is the text itself.</summary>
    Text,

    /// <summary>2>&amp;1.</summary>
    ErrorToOutput,
}

/// <summary>One redirection. <paramref name="Stream"/> is 1 or 2 for output.</summary>
internal sealed record Redirect(RedirectKind Kind, int Stream, Word Target);

/// <summary>One command of a pipeline.</summary>
internal sealed record SimpleCommand(IReadOnlyList<Word> Words, IReadOnlyList<Redirect> Redirects);

/// <summary>When a pipeline runs, given how the one before it ended.</summary>
internal enum Condition
{
    Always,
    AfterSuccess,
    AfterFailure,
}

/// <summary>Commands joined by pipes.</summary>
internal sealed record Pipeline(Condition Condition, IReadOnlyList<SimpleCommand> Commands);
