using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>How a step is written: its key, the shape under it, and how it is read once variables are filled in.</summary>
internal sealed record StepForm(string Name, Shape Shape, Func<YamlNode, LabStep> Read);

/// <summary>Every step that there is.</summary>
internal static class StepForms
{
    /// <summary>Adding a step: one record with its <c>Form</c> in <c>Labs/Steps</c>, one line here, one runner in KafkaQuiz.Labs.</summary>
    public static IReadOnlyList<StepForm> All { get; } =
    [
        CreateTopic.Form,
        DeleteTopic.Form,
        Produce.Form,
        Consume.Form,
        ConsoleStep.Form,
        Answer.Form,
        WriteFile.Form,
        .. BrokerStep.Forms,
        Advance.Form,
        WaitFor.Form,
    ];

    /// <summary>The shape of any step.</summary>
    public static Shape Shape { get; } = new NamedShape("step", () => new TaggedShape(new("단계", "a step"), All.ToDictionary(form => form.Name, form => form.Shape)));

    /// <summary>Reads a step whose shape was checked and whose variables are filled in.</summary>
    public static LabStep Read(YamlNode node)
    {
        var (key, value) = node.Entries[0];
        return All.First(form => form.Name == key.Text).Read(value);
    }
}
