namespace KafkaQuiz.Protocol;

/// <summary>One record as read from a batch, or to be built into one.</summary>
public sealed record Record
{
    /// <summary>Absolute offset; ignored by the builder, which numbers from the base offset.</summary>
    public long Offset { get; init; }

    /// <summary>Milliseconds since 1970 UTC; -1 for none.</summary>
    public long Timestamp { get; init; } = -1;

    public ReadOnlyMemory<byte>? Key { get; init; }

    /// <summary>Null is a tombstone.</summary>
    public ReadOnlyMemory<byte>? Value { get; init; }

    public IReadOnlyList<RecordHeader> Headers { get; init; } = [];
}

/// <summary>A record's header.</summary>
public sealed record RecordHeader(string Key, ReadOnlyMemory<byte>? Value);
