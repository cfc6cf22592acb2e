namespace KafkaQuiz.Labs.Evidence;

/// <summary>Bounds of one collection, so that no cluster, however large or hostile, costs more than this.</summary>
public static class EvidenceLimits
{
    /// <summary>Most topics, and most groups, that one lab may ask about.</summary>
    public const int Names = 32;

    /// <summary>Most partitions of one topic that are looked at.</summary>
    public const int Partitions = 512;

    /// <summary>Most brokers that are looked at, those with the lowest ids.</summary>
    public const int Brokers = 32;

    /// <summary>Most entries of any other list: members of a group, commits, producers, transactions, log directories.</summary>
    public const int Entries = 4_096;

    /// <summary>Largest response that is taken, bytes.</summary>
    public const int ResponseBytes = 4 * 1024 * 1024;

    /// <summary>Most bytes that one fetch asks for.</summary>
    public const int FetchBytes = 1024 * 1024;

    /// <summary>Most bytes of one topic that one look fetches; the next look goes on.</summary>
    public const int LookBytes = 8 * 1024 * 1024;

    /// <summary>Most bytes of one topic that are read in all; beyond that it cannot be graded.</summary>
    public const long TopicBytes = 128L * 1024 * 1024;

    /// <summary>Most bytes that one batch may unpack to.</summary>
    public const int BatchBytes = 16 * 1024 * 1024;

    /// <summary>Most bytes of a key or value that are compared.</summary>
    public const int TextBytes = 4_096;

    /// <summary>Most records that are kept as a sample, and most characters of their keys and values.</summary>
    public const int SampleRecords = 50;

    /// <summary>Most characters of a sampled key or value.</summary>
    public const int SampleText = 120;

    /// <summary>Limit of one request.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(4);

    /// <summary>How long a broker that answers everything else is waited for to say who leads the controller quorum; after that nobody does.</summary>
    public static readonly TimeSpan Controller = TimeSpan.FromSeconds(4);

    /// <summary>Limit of a whole collection.</summary>
    public static readonly TimeSpan Collection = TimeSpan.FromSeconds(10);
}
