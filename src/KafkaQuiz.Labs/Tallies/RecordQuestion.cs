using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Tallies;

/// <summary>
/// What a check asks of a topic's records. Records are counted as they are read and not kept, so that a topic of a million records costs a few
/// numbers. A question is known by its text: the same question of two checks, or of two versions of a lab, is counted once.
/// </summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition, or null for all.</param>
/// <param name="Since">Only records written since then, or null for all.</param>
internal abstract record RecordQuestion(string Topic, int? Partition, Since? Since)
{
    /// <summary>The text that it is known by.</summary>
    public string Id => string.Concat(
        Detail,
        Partition is { } partition ? $" partition={partition}" : "",
        Since is null ? "" : $" since={Since.Task ?? "start"}");

    /// <summary>What is asked, without where.</summary>
    protected abstract string Detail { get; }

    /// <summary>A count that has seen nothing yet.</summary>
    public abstract RecordTally Begin();
}

/// <summary>How many records have such a key and value.</summary>
internal sealed record CountQuestion(string Topic, int? Partition, Since? Since, TextCondition? Key, TextCondition? Value) : RecordQuestion(Topic, Partition, Since)
{
    protected override string Detail => "count" + (Key is null ? "" : $" key {Key}") + (Value is null ? "" : $" value {Value}");

    public override RecordTally Begin() => new CountTally(this);
}

/// <summary>In which partitions the records of each key lie.</summary>
internal sealed record KeysQuestion(string Topic, Since? Since) : RecordQuestion(Topic, null, Since)
{
    protected override string Detail => "keys";

    public override RecordTally Begin() => new KeysTally(this);
}

/// <summary>Which numbers of a range the values hold.</summary>
internal sealed record SequenceQuestion(string Topic, int? Partition, Since? Since, string Pattern, long From, long To) : RecordQuestion(Topic, Partition, Since)
{
    protected override string Detail => $"sequence {From}..{To} in {Pattern}";

    public override RecordTally Begin() => new SequenceTally(this);
}

/// <summary>What the headers of batches say.</summary>
internal sealed record BatchesQuestion(string Topic, int? Partition, Since? Since) : RecordQuestion(Topic, Partition, Since)
{
    protected override string Detail => "batches";

    public override RecordTally Begin() => new BatchesTally(this);
}
