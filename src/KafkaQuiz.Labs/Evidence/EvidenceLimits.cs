namespace KafkaQuiz.Labs.Evidence;

/// <summary>Bounds of one collection, so that no cluster, however large or hostile, costs more than this.</summary>
public static class EvidenceLimits
{
    /// <summary>Most topics, and most groups, that one lab may ask about.</summary>
    public const int Names = 32;

    /// <summary>Most partitions of one topic that are looked at.</summary>
    public const int Partitions = 512;

    /// <summary>Most records of one topic that are kept.</summary>
    public const int Records = 2_000;

    /// <summary>Most bytes that are fetched of one topic.</summary>
    public const int FetchBytes = 2 * 1024 * 1024;

    /// <summary>Most bytes of a key or value that are kept.</summary>
    public const int TextBytes = 512;

    /// <summary>Limit of one request.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(4);

    /// <summary>Limit of a whole collection.</summary>
    public static readonly TimeSpan Collection = TimeSpan.FromSeconds(10);
}
