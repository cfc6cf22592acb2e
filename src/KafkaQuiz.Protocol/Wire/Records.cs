namespace KafkaQuiz.Protocol;

/// <summary>The bytes of zero or more record batches, in one or several pieces that are never copied before they are sent.</summary>
public sealed class Records
{
    public static readonly Records Empty = new(ReadOnlyMemory<byte>.Empty);

    public Records(ReadOnlyMemory<byte> part)
        : this([part])
    {
    }

    public Records(IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Parts = parts;
        var length = 0;
        foreach (var part in parts)
            length = checked(length + part.Length);
        Length = length;
    }

    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; }

    /// <summary>Bytes in all parts.</summary>
    public int Length { get; }

    /// <summary>The bytes as one piece; copies only when there are several.</summary>
    public ReadOnlyMemory<byte> ToMemory()
    {
        if (Parts.Count == 1)
            return Parts[0];
        var all = new byte[Length];
        var at = 0;
        foreach (var part in Parts)
        {
            part.Span.CopyTo(all.AsSpan(at));
            at += part.Length;
        }
        return all;
    }
}
