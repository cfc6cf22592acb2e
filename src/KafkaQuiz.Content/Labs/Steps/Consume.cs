using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>How a <see cref="Consume"/> commits.</summary>
public enum CommitMode
{
    /// <summary><c>auto</c>: <c>enable.auto.commit=true</c>; what was handed to the application is committed when it closes.</summary>
    Auto,

    /// <summary><c>manual</c>: one synchronous commit of the position after the last record.</summary>
    Manual,

    /// <summary><c>none</c>: nothing is committed.</summary>
    None,
}

/// <summary>
/// <c>consume: { topic, group, records, commit }</c>: a member of the group reads from the committed offset, or from the start, and leaves. One
/// partition's records are read in order; of several partitions the order is the broker's.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Group">The group.</param>
/// <param name="Records">How many to read, or null for all there are.</param>
/// <param name="Commit">Default <c>manual</c>.</param>
public sealed record Consume(string Topic, string Group, int? Records, CommitMode Commit) : LabStep
{
    internal static StepForm Form { get; } = new(
        "consume",
        new MapShape(
            LabShapes.Topic,
            LabShapes.Group,
            Key.Optional("records", NumberShape.Template(1, 1_000_000)),
            Key.Optional("commit", new EnumShape("auto", "manual", "none"))),
        node => new Consume(
            node["topic"]!.Text,
            node["group"]!.Text,
            LabShapes.Int(node["records"]),
            Questions.ItemReader.Word(node["commit"], CommitMode.Manual)));
}
