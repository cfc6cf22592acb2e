using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary><c>file: { path, text }</c>: a file of the learner's that a following console step reads. The path is relative to where the console begins.</summary>
/// <param name="Path">Letters, digits, dots, dashes, slashes; never out of its folder.</param>
/// <param name="Text">What is in it.</param>
public sealed record WriteFile(string Path, string Text) : LabStep
{
    internal static StepForm Form { get; } = new(
        "file",
        new MapShape(
            Key.Required("path", new WordShape(@"^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$", new("상대 경로", "a relative path"))),
            Key.Required("text", TextShape.Any)),
        node => new WriteFile(node["path"]!.Text, node["text"]!.Text));
}
