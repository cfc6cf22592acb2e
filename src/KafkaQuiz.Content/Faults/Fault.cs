namespace KafkaQuiz.Content;

/// <summary>A fault of a content file.</summary>
/// <param name="Code">Stable name of the fault: <c>unknown-key</c>. All are listed in docs/questions.md.</param>
/// <param name="Severity">Whether it keeps the item from being used.</param>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do, or null where the message says it.</param>
public sealed record Fault(string Code, FaultSeverity Severity, Place Place, LocalizedText Message, LocalizedText? Fix)
{
    /// <summary>One line: <c>file:line:column: error unknown-key: message Fix.</c></summary>
    public string In(Language language)
    {
        string severity = (Severity, language) switch
        {
            (FaultSeverity.Error, Language.Ko) => "오류",
            (FaultSeverity.Error, _) => "error",
            (_, Language.Ko) => "경고",
            _ => "warning",
        };
        return $"{Place}: {severity} {Code}: {Message.In(language)}{(Fix is null ? "" : " → " + Fix.In(language))}";
    }
}

/// <summary>How bad a fault is.</summary>
public enum FaultSeverity
{
    /// <summary>Likely a slip: reported, the item is used.</summary>
    Warning,

    /// <summary>The item is not used until it is mended.</summary>
    Error,
}

/// <summary>A place in a file.</summary>
/// <param name="File">Path as the loader was given it, or relative to the content's root.</param>
/// <param name="Line">1 for the first; 0 where the whole file is meant.</param>
/// <param name="Column">1 for the first; 0 where the whole file is meant.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
