namespace KafkaQuiz.Console.Shell;

internal enum WordPartKind
{
    Literal,

    /// <summary>$NAME.</summary>
    Variable,

    /// <summary>$(…): the text is a command line.</summary>
    Command,
}

/// <summary>A piece of a word.</summary>
internal readonly record struct WordPart(string Text, WordPartKind Kind, bool IsQuoted);

/// <summary>A word before its variables are filled in.</summary>
internal sealed record Word(IReadOnlyList<WordPart> Parts)
{
    /// <summary>The text when it is all literal and unquoted, else null: what may be a keyword or an assignment.</summary>
    public string? Bare => Parts.Count == 1 && Parts[0] is { Kind: WordPartKind.Literal, IsQuoted: false } ? Parts[0].Text : null;

    public static Word Of(string text) => new([new WordPart(text, WordPartKind.Literal, true)]);
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

    /// <summary>>&amp;2.</summary>
    OutputToError,
}

/// <summary>One redirection. <paramref name="Stream"/> is 1 or 2 for output.</summary>
internal sealed record Redirect(RedirectKind Kind, int Stream, Word Target);

/// <summary>One command of a pipeline.</summary>
internal abstract record Command(IReadOnlyList<Redirect> Redirects);

/// <summary>Words: a tool or a small command with its arguments.</summary>
internal sealed record SimpleCommand(IReadOnlyList<Word> Words, IReadOnlyList<Redirect> Redirects) : Command(Redirects);

/// <summary><c>for NAME in WORDS; do …; done</c>.</summary>
internal sealed record ForCommand(string Name, IReadOnlyList<Word> Values, IReadOnlyList<AndOrList> Body, IReadOnlyList<Redirect> Redirects) : Command(Redirects);

/// <summary>When a pipeline runs, given how the one before it ended.</summary>
internal enum Condition
{
    Always,
    AfterSuccess,
    AfterFailure,
}

/// <summary>Commands joined by pipes.</summary>
internal sealed record Pipeline(Condition Condition, IReadOnlyList<Command> Commands);

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>; with <c>&amp;</c> at the end a background job.</summary>
/// <param name="Text">As it was typed.</param>
internal sealed record AndOrList(IReadOnlyList<Pipeline> Pipelines, bool IsBackground, string Text);
