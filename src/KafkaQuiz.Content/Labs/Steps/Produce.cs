using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content.Labs;

/// <summary>
/// <c>produce: { topic, records, partition, key, value, mark, time, every }</c>: writes records numbered from 0. In <c>key</c> and <c>value</c> the mark
/// <c>{i}</c> is the record's number.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Records">How many, 1 to 1,000,000.</param>
/// <param name="Partition">The partition, or null for the partitioner's choice.</param>
/// <param name="Key">Template of the key, or null for none.</param>
/// <param name="Value">Template of the value. Default <c>record-{i}</c>.</param>
/// <param name="Mark">Number of the record whose value is <c>poison</c> instead, or null.</param>
/// <param name="Time">Timestamp of record 0, milliseconds since 1970 UTC, or null for the time of writing.</param>
/// <param name="Every">Milliseconds from one record's timestamp to the next. Default 1000; only with <paramref name="Time"/>.</param>
public sealed record Produce(string Topic, int Records, int? Partition, string? Key, string Value, long? Mark, long? Time = null, long Every = 1000) : LabStep
{
    internal static StepForm Form { get; } = new(
        "produce",
        new MapShape(
            LabShapes.Topic,
            Shapes.Key.Required("records", NumberShape.Template(1, 1_000_000)),
            LabShapes.OptionalPartition,
            Shapes.Key.Optional("key", TextShape.Any),
            Shapes.Key.Optional("value", TextShape.Any),
            Shapes.Key.Optional("mark", LabShapes.Number),
            Shapes.Key.Optional("time", LabShapes.Number),
            Shapes.Key.Optional("every", LabShapes.Number)),
        node => new Produce(
            node["topic"]!.Text,
            LabShapes.Int(node["records"]) ?? 1,
            LabShapes.Int(node["partition"]),
            node["key"]?.Text,
            node["value"]?.Text ?? "record-{i}",
            LabShapes.Long(node["mark"]),
            LabShapes.Long(node["time"]),
            LabShapes.Long(node["every"]) ?? 1000));
}
