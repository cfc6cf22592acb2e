namespace KafkaQuiz.Content.Questions;

/// <summary>One Kafka command line, judged by meaning. Response: <c>text</c>.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Answers">Right command lines, at least one.</param>
/// <param name="Optional">Options that may be there or not (<c>--command-config</c>).</param>
/// <param name="AnyValue">Options whose value does not matter. Default <c>--bootstrap-server</c>.</param>
/// <param name="Mistakes">Recognised wrong lines, first match wins.</param>
public sealed record CommandVariant(
    VariantHead Head,
    IReadOnlyList<string> Answers,
    IReadOnlyList<string> Optional,
    IReadOnlyList<string> AnyValue,
    IReadOnlyList<CommandMistake> Mistakes) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Command;

    public override IReadOnlyList<string> Fields => ["text"];

    public override Response RightResponse() => Response.Of("text", Answers[0]);
}

/// <summary>A wrong command line that is recognised: everything in <paramref name="When"/> holds.</summary>
/// <param name="When">What the line looks like.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record CommandMistake(CommandShape When, decimal Credit, LocalizedText Why);

/// <summary>What a command line looks like; what is null or empty does not matter.</summary>
/// <param name="Tool">The tool's name, without path and <c>.sh</c>.</param>
/// <param name="Has">Options that are there.</param>
/// <param name="Lacks">Options that are not.</param>
/// <param name="Values">Options by the value that they carry.</param>
public sealed record CommandShape(
    string? Tool,
    IReadOnlyList<string> Has,
    IReadOnlyList<string> Lacks,
    IReadOnlyDictionary<string, string> Values);
