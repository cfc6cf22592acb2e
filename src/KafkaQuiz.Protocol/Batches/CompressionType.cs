namespace KafkaQuiz.Protocol;

/// <summary>Codec of a batch, in the low three bits of its attributes.</summary>
public enum CompressionType
{
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}
