using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>console: kafka-topics …</c>, or <c>console: { run, input, background, seconds }</c>: one of Kafka's command-line tools. The runner adds
/// <c>--bootstrap-server</c> where it is not there.
/// </summary>
/// <param name="Run">The tool and its options, quoted as in a shell; no shell runs it.</param>
/// <param name="Input">What it reads from its standard input, or null.</param>
/// <param name="Background">Whether it keeps running while the next steps and the grading go on.</param>
/// <param name="Seconds">It is stopped after so many seconds, 1 to 120. Default 30; for a background tool the end of the attempt.</param>
public sealed record ConsoleStep(string Run, string? Input, bool Background, int Seconds) : LabStep
{
    internal static StepForm Form { get; } = new(
        "console",
        AnyOfShape.ScalarOr(TextShape.Any, new MapShape(
            Key.Required("run", TextShape.Any),
            Key.Optional("input", TextShape.Any),
            Key.Optional("background", TruthShape.Any),
            Key.Optional("seconds", NumberShape.Whole(1, 120)))),
        node => node is YamlScalar
            ? new ConsoleStep(node.Text, null, false, 30)
            : new ConsoleStep(
                node["run"]!.Text, node["input"]?.Text, LabShapes.Truth(node["background"]), LabShapes.Int(node["seconds"]) ?? 30));
}
