using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>committed-position: { group, topic, partition, at }</c>: what the group committed for the partition, or for every partition where it is
/// left out, is a place in the log: <c>end</c>, <c>earliest</c>, or a time in milliseconds since 1970: the first record not older than
/// it, or the end where all are older, as <c>kafka-consumer-groups --to-datetime</c> takes it.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, or null for every one.</param>
/// <param name="At">Which end of the log; <see cref="LogPlace.Time"/> with <paramref name="Time"/>.</param>
/// <param name="Time">Milliseconds since 1970 UTC.</param>
public sealed record CommittedPosition(string Group, string Topic, int? Partition, LogPlace At, long Time) : Check
{
    private static readonly AnyOfShape place = new(
        node => node.Text is not ['e', ..] ? 0 : 1, LabShapes.Number, new EnumShape("end", "earliest"));

    internal static CheckForm Form { get; } = new(
        "committed-position",
        new MapShape(LabShapes.Group, LabShapes.Topic, LabShapes.OptionalPartition, Key.Required("at", place)),
        node => new CommittedPosition(
            node["group"]!.Text,
            node["topic"]!.Text,
            LabShapes.Int(node["partition"]),
            node["at"]!.Text switch { "end" => LogPlace.End, "earliest" => LogPlace.Earliest, _ => LogPlace.Time },
            LabShapes.Long(node["at"]) ?? 0));
}

/// <summary>A place in a partition's log.</summary>
public enum LogPlace
{
    /// <summary>After the last record.</summary>
    End,

    /// <summary>The first record that is kept.</summary>
    Earliest,

    /// <summary>The first record not older than a time.</summary>
    Time,
}
