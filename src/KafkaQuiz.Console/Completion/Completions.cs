namespace KafkaQuiz.Console;

/// <summary>What a candidate is.</summary>
public enum CompletionKind
{
    /// <summary>A Kafka tool or a command of the shell.</summary>
    Command,

    /// <summary>Such as describe of kafka-metadata-quorum.</summary>
    SubCommand,
    Option,
    Value,
    Topic,
    Group,
    Broker,
    Config,
    File,
    Variable,
    Job,
}

/// <summary>One candidate.</summary>
/// <param name="Text">What replaces the word.</param>
/// <param name="Help">What it means; Kafka's own English for options.</param>
public sealed record Completion(string Text, CompletionKind Kind, string Help = "")
{
    /// <summary>More of the same word follows, such as a folder's file or a config's value: no blank belongs behind it.</summary>
    public bool Continues { get; init; }
}

/// <summary>Candidates for a part of a line.</summary>
/// <param name="Start">Where the word begins that they replace.</param>
/// <param name="End">The caret.</param>
public sealed record Completions(int Start, int End, IReadOnlyList<Completion> Items);
