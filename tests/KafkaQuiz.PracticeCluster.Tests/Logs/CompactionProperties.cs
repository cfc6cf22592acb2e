using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Practice.Tests.Logs;

/// <summary>Compaction against a simple model: of each key the last committed record stays, at its offset. The bytes: Recorded/compact*.txt.</summary>
public sealed class CompactionProperties() : ClusterTest(new() { Brokers = 3 })
{
    private const int DeleteRetentionMs = 40_000;

    /// <summary>A batch of records, perhaps a transaction of its own; or virtual time that passes.</summary>
    private sealed record Step((int Key, int? Value)[] Records, CompressionType Codec, bool? Commits, int Seconds)
    {
        public override string ToString() => Seconds > 0 ? $"{Seconds} s" : $"{string.Join(' ', Records.Select(r => $"{r.Key}={r.Value}"))} {Codec} {Commits switch { null => "", true => "commit", false => "abort" }}";
    }

    /// <summary>A record as it was written.</summary>
    private sealed record Written(long Offset, int Key, int? Value, long Time, bool Aborted);

    private static readonly Gen<(int, int?)> Records = from key in Gen.Choose(0, 5) from value in Gen.Choose(-3, 9) select (key, value < 0 ? (int?)null : value);

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (8, from records in Records.ArrayOf(3).Resize(3)
            from codec in Gen.Elements(CompressionType.None, CompressionType.Lz4, CompressionType.Zstd)
            from commits in Gen.Elements<bool?>(null, null, null, true, false)
            select new Step(records, codec, commits, 0)),
        (3, from seconds in Gen.Choose(1, 40) select new Step([], CompressionType.None, null, seconds)));

    [Fact]
    public void Of_each_key_the_last_record_stays_at_its_offset_and_nothing_else_changes() =>
        Prop.ForAll(Steps.ArrayOf().Resize(40).ToArbitrary(), steps => CheckAsync(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    private async Task CheckAsync(Step[] steps)
    {
        var (topic, before) = await OnLoopAsync(() =>
        {
            var creation = new TopicCreation("compacted")
            {
                Assignments = [(0, [1, 2, 3])],
                Configs = new Dictionary<string, string>
                {
                    ["cleanup.policy"] = "compact",
                    ["internal.segment.bytes"] = "300",
                    ["min.cleanable.dirty.ratio"] = "0.01",
                    ["delete.retention.ms"] = $"{DeleteRetentionMs}",
                },
            };
            Assert.Equal(ErrorCode.None, creation.Check(Cluster.State).Code);
            return (creation.Create(Cluster.State), Cluster.State.Budget.Used);
        });
        var written = new List<Written>();
        foreach (var (index, step) in steps.Index())
        {
            if (step.Seconds > 0)
                await Cluster.AdvanceAsync(TimeSpan.FromSeconds(step.Seconds));
            else if (step.Records.Length > 0)
                await OnLoopAsync(() => Write(topic.Partitions[0], step, 1000 + index, written));
        }
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(16));
        await OnLoopAsync(() => Check(topic.Partitions[0], written));
        // What compaction leaves behind is given back with the topic.
        await AskAsync(1, new Protocol.Messages.DeleteTopicsRequest { TimeoutMs = 5000, Topics = [new() { Name = topic.Name }] });
        Assert.Equal(before, await OnLoopAsync(() => Cluster.State.Budget.Used));
    }

    private bool Write(Partition partition, Step step, long producer, List<Written> written)
    {
        var now = Cluster.State.Time.Milliseconds;
        var batch = Cluster.State.Replicator.Append(partition, new RecordBatchBuilder
        {
            Compression = step.Codec,
            IsTransactional = step.Commits is not null,
            ProducerId = step.Commits is null ? -1 : producer,
            ProducerEpoch = (short)(step.Commits is null ? -1 : 0),
            BaseSequence = step.Commits is null ? -1 : 0,
        }.Build([.. step.Records.Select(r => new Record { Key = Encoding.UTF8.GetBytes($"key{r.Key}"), Value = r.Value is { } v ? Encoding.UTF8.GetBytes($"value{v}") : default(ReadOnlyMemory<byte>?), Timestamp = now })]));
        written.AddRange(step.Records.Select((r, i) => new Written(batch.BaseOffset + i, r.Key, r.Value, now, step.Commits == false)));
        if (step.Commits is { } commits)
            Cluster.State.Replicator.Append(partition, TransactionMarker.Build(commits, producer, 0, 0, now));
        return true;
    }

    private bool Check(Partition partition, List<Written> written)
    {
        var log = partition.LeaderReplica!.Log;
        var kept = log.From(0).Where(b => !b.IsControl).SelectMany(b => b.Header.ReadRecords()).ToDictionary(r => r.Offset);
        Assert.All(log.From(0), batch => Assert.True(batch.Header.HasValidCrc));
        Assert.Equal(log.From(0).Select(b => b.BaseOffset).Order(), log.From(0).Select(b => b.BaseOffset));
        Assert.True((log.CleanedUpTo ?? 0) <= (log.Active?.BaseOffset ?? 0));
        var cleaned = written.Where(w => w.Offset < (log.CleanedUpTo ?? 0)).ToList();
        var latest = cleaned.Where(w => !w.Aborted).GroupBy(w => w.Key).Select(g => g.Last()).ToHashSet();
        foreach (var record in written)
        {
            var isKept = kept.Remove(record.Offset, out var found);
            var mayGo = !latest.Contains(record) || (record.Value is null && Cluster.State.Time.Milliseconds >= record.Time + DeleteRetentionMs);
            if (record.Offset >= (log.CleanedUpTo ?? 0) || !mayGo)
                Assert.True(isKept, $"{record} is gone");
            else if (!latest.Contains(record))
                Assert.False(isKept, $"{record} is still there");
            if (isKept)
                Assert.Equal(($"key{record.Key}", record.Value is { } v ? $"value{v}" : null), (Text(found!.Key), Text(found.Value)));
        }
        Assert.Empty(kept);
        // Replicas hold the very same batches: what they clean alike is in memory once.
        Assert.All(partition.Replicas.Values, r => Assert.Equal(log.From(0), r.Log.From(0)));
        Assert.All(partition.Replicas.Values, r => Assert.Equal(log.Segments.Sum(s => s.Batches.Sum(b => (long)b.Size)), r.Log.Size));
        return true;
    }

    private static string? Text(ReadOnlyMemory<byte>? bytes) => bytes is { } some ? Encoding.UTF8.GetString(some.Span) : null;

    private Task<T> OnLoopAsync<T>(Func<T> work) => Cluster.State.Loop.RunAsync(() => ValueTask.FromResult(work()));
}
