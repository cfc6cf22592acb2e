using System.Text;
using KafkaQuiz.Protocol.Tests.Golden;

namespace KafkaQuiz.Protocol.Tests.Batches;

public sealed class BatchGoldenTests
{
    [Theory]
    [InlineData("none", CompressionType.None)]
    [InlineData("gzip", CompressionType.Gzip)]
    [InlineData("snappy", CompressionType.Snappy)]
    [InlineData("lz4", CompressionType.Lz4)]
    [InlineData("zstd", CompressionType.Zstd)]
    public void A_batch_of_Kafkas_is_read_in_every_codec(string name, CompressionType codec)
    {
        Assert.True(RecordBatch.TryRead(GoldenFile.Batches[name], out var batch));
        Assert.Equal((codec, 100L, 149L, 4242L, (short)5, 17, 50, 3), (batch.Compression, batch.BaseOffset, batch.LastOffset, batch.ProducerId,
            batch.ProducerEpoch, batch.BaseSequence, batch.Count, batch.LeaderEpoch));
        Assert.True(batch.HasValidCrc);
        Assert.True(batch.IsTransactional);
        Assert.False(batch.IsControl);
        Assert.Equal(1_700_000_000_490, batch.MaxTimestamp);
        Assert.Equal(Expected(), batch.ReadRecords().Select(Show));
    }

    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    public void What_the_builder_writes_is_read_back(CompressionType codec)
    {
        RecordBatch.TryRead(GoldenFile.Batches["none"], out var source);
        var built = Rebuild(source, codec);
        Assert.True(RecordBatch.TryRead(built, out var batch));
        Assert.True(batch.HasValidCrc);
        Assert.Equal(Expected(), batch.ReadRecords().Select(Show));
    }

    [Fact]
    public void The_builder_writes_the_bytes_that_Kafka_writes()
    {
        RecordBatch.TryRead(GoldenFile.Batches["none"], out var source);
        Assert.Equal(GoldenFile.Batches["none"], Rebuild(source, CompressionType.None));
    }

    [Theory]
    [InlineData("commit", true)]
    [InlineData("abort", false)]
    public void Transaction_markers_are_Kafkas(string name, bool commit)
    {
        var built = TransactionMarker.Build(commit, 4242, 5, 9, 1_700_000_000_000);
        RecordBatch.Stamp(built, 7, 3);
        Assert.Equal(GoldenFile.Batches[name], built);
        RecordBatch.TryRead(GoldenFile.Batches[name], out var batch);
        Assert.Equal(commit, TransactionMarker.Read(batch));
    }

    [Fact]
    public void Stamping_offset_and_epoch_leaves_the_checksum_valid()
    {
        var bytes = (byte[])GoldenFile.Batches["lz4"].Clone();
        RecordBatch.Stamp(bytes, 123456, 7);
        RecordBatch.TryRead(bytes, out var batch);
        Assert.True(batch.HasValidCrc);
        Assert.Equal((123456L, 7), (batch.BaseOffset, batch.LeaderEpoch));
    }

    [Fact]
    public void One_flipped_bit_breaks_the_checksum()
    {
        var bytes = (byte[])GoldenFile.Batches["none"].Clone();
        bytes[^1] ^= 1;
        RecordBatch.TryRead(bytes, out var batch);
        Assert.False(batch.HasValidCrc);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public void Damaged_batches_are_read_or_refused(string name)
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var bytes = (byte[])GoldenFile.Batches[name].Clone();
            for (var left = random.Next(1, 4); left > 0; left--)
                bytes[random.Next(17, bytes.Length)] = (byte)random.Next(256);
            try
            {
                foreach (var batch in RecordBatch.Split(bytes))
                    batch.ReadRecords();
            }
            catch (MalformedMessageException)
            {
            }
        }
    }

    [Fact]
    public void A_batch_that_unpacks_beyond_the_limit_is_refused()
    {
        var bomb = new RecordBatchBuilder { Compression = CompressionType.Gzip }
            .Build([new Record { Timestamp = 1, Value = new byte[1_000_000] }]);
        RecordBatch.TryRead(bomb, out var batch);
        Assert.Throws<MalformedMessageException>(() => batch.ReadRecords(maxSize: 100_000));
    }

    private static byte[] Rebuild(RecordBatch source, CompressionType codec) => new RecordBatchBuilder
    {
        BaseOffset = 100,
        LeaderEpoch = 3,
        Compression = codec,
        IsTransactional = true,
        ProducerId = 4242,
        ProducerEpoch = 5,
        BaseSequence = 17,
    }.Build(source.ReadRecords());

    private static IEnumerable<string> Expected() => Enumerable.Range(0, 50).Select(i =>
        $"{100 + i} {1_700_000_000_000 + (i * 10)} {(i % 5 == 0 ? "null" : $"key-{i}")} {(i % 7 == 0 ? "null" : $"value-{i}-주문")} "
        + (i % 3 == 0 ? $"trace=t{i},none=null" : ""));

    private static string Show(Record r) =>
        $"{r.Offset} {r.Timestamp} {Show(r.Key)} {Show(r.Value)} {string.Join(',', r.Headers.Select(h => $"{h.Key}={Show(h.Value)}"))}";

    private static string Show(ReadOnlyMemory<byte>? bytes) => bytes is { } b ? Encoding.UTF8.GetString(b.Span) : "null";
}
