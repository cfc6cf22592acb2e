using System.Text;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// What was counted of a topic's records so far: a tally for each question, each with its own place in every partition. It is kept between looks. It begins anew where
/// counted records were deleted, where the log was cut back, and where a question counts from elsewhere than before; compaction, which no offset shows, is noticed
/// within a minute.
/// </summary>
internal sealed class TopicCount(string topic, string id)
{
    /// <summary>A topic of so few records is counted anew after a while.</summary>
    private const long Few = 5_000;

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, Tracked> _tracked = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (int Epoch, int Leader)> _epochs = [];
    private readonly Lock _taking = new();
    private Dictionary<int, long> _ends = [];
    private List<PartitionSeen> _partitions = [];
    private long _lookBytes;
    private long _begunAt = TimeProvider.System.GetTimestamp();

    public string Topic => topic;

    public string TopicId => id;

    /// <summary>Bytes fetched in all.</summary>
    public long Bytes { get; private set; }

    /// <summary>False once this look, or the topic as a whole, had its share.</summary>
    public bool MayReadMore => _lookBytes < EvidenceLimits.LookBytes && Bytes < EvidenceLimits.TopicBytes;

    /// <summary>Takes up what is asked now, and where the topic ends.</summary>
    public void Prepare(Collection look, IEnumerable<RecordQuestion> questions, TopicSeen seen, OffsetsSeen offsets)
    {
        _partitions = [.. seen.Partitions];
        _ends = offsets.Partitions.ToDictionary(p => p.Partition, p => p.End);
        _lookBytes = 0;
        var earliest = offsets.Partitions.ToDictionary(p => p.Partition, p => p.Earliest);
        var total = offsets.Partitions.Sum(p => p.End - p.Earliest);
        var stale = TimeProvider.System.GetElapsedTime(_begunAt) > Stale && total <= Few;
        var restart = stale || _tracked.Values.Any(tracked => tracked.WasOvertaken(earliest, _ends));
        if (restart) Restart();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var question in questions)
        {
            if (From(look, question) is not { } from) continue;
            asked.Add(question.Id);
            if (!_tracked.TryGetValue(question.Id, out var tracked) || !tracked.CountsFrom(from)) _tracked[question.Id] = tracked = new Tracked(question.Begin(), from, question.Partition);
            tracked.Reach(earliest);
        }
        foreach (var gone in _tracked.Keys.Where(key => key.Length > 0 && !asked.Contains(key)).ToList()) _tracked.Remove(gone);
        // The sample begins where the earliest question does.
        var start = _tracked.Where(t => t.Key.Length > 0).Select(t => t.Value.Base).ToList();
        Dictionary<int, long> lowest = _ends.Keys.ToDictionary(p => p, p => start.Count == 0 ? 0 : start.Min(from => from.GetValueOrDefault(p)));
        if (!_tracked.TryGetValue("", out var sample) || !sample.CountsFrom(lowest)) _tracked[""] = sample = new Tracked(new SampleTally(), lowest, null);
        sample.Reach(earliest);
    }

    /// <summary>Whether there is something to fetch of a partition: records, or a new leader whose log may have been cut back.</summary>
    public bool Wants(PartitionSeen partition) =>
        Next(partition.Partition) < End(partition.Partition)
        || (partition.LeaderEpoch is { } epoch && _epochs.TryGetValue(partition.Partition, out var known) && known.Leader != epoch && Next(partition.Partition) > 0);

    /// <summary>The next offset that any question wants of a partition.</summary>
    public long Next(int partition)
    {
        lock (_taking) return _tracked.Count == 0 ? 0 : _tracked.Values.Min(tracked => tracked.Next(partition));
    }

    public long End(int partition) => _ends.GetValueOrDefault(partition);

    /// <summary>What to ask of a partition. The epoch of what was read last lets the leader say whether its log still holds that (KIP-595).</summary>
    public FetchRequest.FetchPartition Fetch(PartitionSeen partition)
    {
        int epoch;
        lock (_taking)
        {
            epoch = _epochs.TryGetValue(partition.Partition, out var known) ? known.Epoch : -1;
            if (partition.LeaderEpoch is { } leader) _epochs[partition.Partition] = (epoch, leader);
        }
        return new FetchRequest.FetchPartition
        {
            Partition = partition.Partition,
            FetchOffset = Next(partition.Partition),
            LastFetchedEpoch = epoch,
            PartitionMaxBytes = EvidenceLimits.FetchBytes / 2,
        };
    }

    /// <summary>Forgets all that was counted.</summary>
    public void Restart()
    {
        lock (_taking)
        {
            _tracked.Clear();
            _epochs.Clear();
            _begunAt = TimeProvider.System.GetTimestamp();
            Bytes = 0;
        }
    }

    /// <summary>Counts the records of a partition that were not counted yet, up to its end.</summary>
    /// <exception cref="MalformedMessageException">The bytes are no record batches.</exception>
    public void Take(int partition, ReadOnlyMemory<byte> data)
    {
        lock (_taking)
        {
            Bytes += data.Length;
            _lookBytes += data.Length;
            var end = End(partition);
            foreach (var batch in RecordBatch.Split(data))
            {
                if (batch.BaseOffset >= end) break;
                if (batch.LastOffset < batch.BaseOffset) throw new MalformedMessageException("A batch ends before it begins.");
                Take(partition, batch);
                _epochs[partition] = (batch.LeaderEpoch, _epochs.GetValueOrDefault(partition).Leader);
            }
        }
    }

    public RecordsSeen Seen()
    {
        var whole = _partitions.All(p => Next(p.Partition) >= End(p.Partition));
        var sample = (SampleTally)_tracked[""].Tally;
        return new RecordsSeen(sample.Records, sample.IsWhole && IsRead(_tracked[""]), _tracked[""].Base)
        {
            Digests = [.. _tracked.Where(tracked => tracked.Key.Length > 0).OrderBy(tracked => tracked.Key, StringComparer.Ordinal).Select(tracked => tracked.Value.Tally.Digest(IsRead(tracked.Value)))],
            GoesOn = !whole && Bytes < EvidenceLimits.TopicBytes,
        };
    }

    private bool IsRead(Tracked tracked) => _partitions.All(p => !tracked.Looks(p.Partition) || tracked.Next(p.Partition) >= End(p.Partition));

    private void Take(int partition, RecordBatch batch)
    {
        var open = _tracked.Values.Where(tracked => tracked.Looks(partition) && tracked.Next(partition) <= batch.LastOffset).ToList();
        // Markers of transactions are no records.
        if (!batch.IsControl && open.Count > 0)
        {
            foreach (var tracked in open.Where(tracked => tracked.Next(partition) <= batch.BaseOffset)) tracked.Tally.Add(partition, batch);
            var readers = open.Where(tracked => tracked.Tally.LooksAtRecords).ToList();
            if (readers.Count > 0)
            {
                foreach (var record in batch.ReadRecords(EvidenceLimits.BatchBytes))
                {
                    var seen = new RecordSeen(partition, record.Offset, Text(record.Key), Text(record.Value));
                    foreach (var tracked in readers.Where(tracked => record.Offset >= tracked.Next(partition))) tracked.Tally.Add(seen);
                }
            }
        }
        foreach (var tracked in _tracked.Values) tracked.Pass(partition, batch.LastOffset + 1);
    }

    /// <summary>Where a question counts from, by partition; null where that is not known yet.</summary>
    private Dictionary<int, long>? From(Collection look, RecordQuestion question)
    {
        if (question.Since is not { } since) return _ends.Keys.ToDictionary(p => p, _ => 0L);
        if (look.From(since) is not { } from) return null;
        var same = from.Topics.GetValueOrDefault(topic)?.Value?.Id == id;
        var then = same ? from.Offsets.GetValueOrDefault(topic)?.Value?.Partitions.ToDictionary(p => p.Partition, p => p.End) : null;
        return _ends.Keys.ToDictionary(p => p, p => then?.GetValueOrDefault(p) ?? 0);
    }

    private static string? Text(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } some ? Encoding.UTF8.GetString(some.Span[..Math.Min(some.Length, EvidenceLimits.TextBytes)]) : null;

    /// <summary>A tally with its place in each partition.</summary>
    /// <param name="tally">The count.</param>
    /// <param name="from">Offset that each partition is counted from.</param>
    /// <param name="only">The one partition that it is about, or null for all.</param>
    private sealed class Tracked(RecordTally tally, Dictionary<int, long> from, int? only)
    {
        private readonly Dictionary<int, long> _first = [];
        private readonly Dictionary<int, long> _next = [];

        public RecordTally Tally => tally;

        public Dictionary<int, long> Base => from;

        public bool Looks(int partition) => only is null || only == partition;

        /// <summary>False where the question now counts from elsewhere. Partitions may have been added, which count from nothing.</summary>
        public bool CountsFrom(Dictionary<int, long> now) => now.All(p => from.GetValueOrDefault(p.Key) == p.Value);

        /// <summary>Where counting begins in partitions that were not begun: at its start, or at the first record that is kept.</summary>
        public void Reach(Dictionary<int, long> earliest)
        {
            foreach (var (partition, offset) in earliest)
            {
                if (_first.TryAdd(partition, Math.Max(offset, from.GetValueOrDefault(partition)))) _next[partition] = _first[partition];
            }
        }

        /// <summary>True where counted records were deleted, or lie beyond the end.</summary>
        public bool WasOvertaken(Dictionary<int, long> earliest, Dictionary<int, long> ends) => _next.Any(at =>
            Looks(at.Key) && at.Value > _first[at.Key] && (earliest.GetValueOrDefault(at.Key) > _first[at.Key] || ends.GetValueOrDefault(at.Key, -1) < at.Value));

        public long Next(int partition) => Looks(partition) ? _next.GetValueOrDefault(partition) : long.MaxValue;

        public void Pass(int partition, long next)
        {
            if (next > _next.GetValueOrDefault(partition)) _next[partition] = next;
        }
    }
}
