using System.Threading.Channels;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Producer;

/// <summary>
/// Collects records into a batch per partition and sends a batch when it is full, has lingered, or the input ends, as KafkaProducer
/// does: keys by murmur2, records without a key stay with one partition for a batch's worth of bytes (KIP-794).
/// </summary>
/// <param name="completed">Told of the records that were acknowledged, or given up for an error.</param>
internal sealed class RecordSender(ToolContext context, ClusterClient client, ProducerConfig config, string topic, Action<IReadOnlyList<Record>, JavaException?> completed)
{
    private readonly SortedDictionary<int, List<Record>> _open = [];
    private readonly Dictionary<int, int> _sizes = [];
    private readonly BatchWriter _writer = new(context, client, config, topic);
    private long? _lingeringSince;
    private int? _sticky;
    private int _stickyBytes;
    private int _turn = -1;

    /// <summary>Null without a transactional id.</summary>
    public Transaction? Transaction => _writer.Transaction;

    /// <summary>Awaits the next line; meanwhile sends what has lingered long enough.</summary>
    public async Task<(string? Line, bool Ended)> WhileLingeringAsync(ChannelReader<string> input, CancellationToken interrupted, CancellationToken cancel)
    {
        while (true)
        {
            if (input.TryRead(out var line))
                return (line, false);
            var wait = input.WaitToReadAsync(interrupted).AsTask();
            await WhileLingeringAsync(wait, cancel);
            try
            {
                if (!await wait)
                    return (null, true);
            }
            catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
            {
                return (null, true);
            }
        }
    }

    /// <summary>Awaits a task; meanwhile sends what has lingered long enough.</summary>
    public async Task WhileLingeringAsync(Task wait, CancellationToken cancel)
    {
        if (_lingeringSince is { } since && !wait.IsCompleted)
        {
            var left = config.Linger - context.Session.Time.GetElapsedTime(since);
            if (left > TimeSpan.Zero)
                await Task.WhenAny(wait, Task.Delay(left, context.Session.Time, cancel));
            if (!wait.IsCompleted)
                await FlushAsync(cancel);
        }
    }

    /// <summary>The partition that a record would go to.</summary>
    public async Task<int> PartitionAsync(Record record, CancellationToken cancel) => Choose(record, await _writer.PartitionsAsync(cancel));

    /// <summary>Takes a record in; when <see cref="ProducerConfig.Sync"/> returns once it is acknowledged.</summary>
    public async Task SendAsync(Record record, CancellationToken cancel)
    {
        int partitions;
        try
        {
            partitions = await _writer.PartitionsAsync(cancel);
            CheckSize(record);
        }
        catch (JavaException e)
        {
            completed([record], e);
            return;
        }
        var partition = Choose(record, partitions);
        if (!_open.TryGetValue(partition, out var batch))
            _open[partition] = batch = [];
        batch.Add(record);
        _sizes[partition] = _sizes.GetValueOrDefault(partition) + Size(record);
        _lingeringSince ??= context.Session.Time.GetTimestamp();
        if (config.Sync || _sizes[partition] >= config.BatchSize)
            await FlushAsync(partition, cancel);
    }

    /// <summary>Sends all open batches.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        foreach (var partition in _open.Keys.ToList())
            await FlushAsync(partition, cancel);
        _lingeringSince = null;
    }

    private async Task FlushAsync(int partition, CancellationToken cancel)
    {
        var batch = _open[partition];
        _open.Remove(partition);
        _sizes.Remove(partition);
        if (_open.Count == 0)
            _lingeringSince = null;
        completed(batch, await _writer.WriteAsync(partition, batch, cancel));
    }

    private int Choose(Record record, int partitions)
    {
        if (config.RoundRobin)
            return ++_turn % partitions;
        if (record.Key is { } key)
            return Murmur2.Partition(key.Span, partitions);
        if (_sticky is null || _stickyBytes >= config.BatchSize)
        {
            var drawn = context.Random.Next(partitions);
            _sticky = partitions > 1 && drawn == _sticky ? (drawn + 1) % partitions : drawn;
            _stickyBytes = 0;
        }
        _stickyBytes += Size(record);
        return _sticky.Value;
    }

    private void CheckSize(Record record)
    {
        var size = RecordBatch.HeaderSize + Size(record);
        if (size > config.MaxRequestSize)
        {
            throw JavaException.Kafka("RecordTooLargeException",
                $"The message is {size} bytes when serialized which is larger than {config.MaxRequestSize}, which is the value of the max.request.size configuration.");
        }
    }

    /// <summary>A record's share of its batch: DefaultRecord.recordSizeUpperBound.</summary>
    private static int Size(Record record) =>
        21 + Size(record.Key) + Size(record.Value) + Varint(record.Headers.Count) + record.Headers.Sum(h => Varint(h.Key.Length) + h.Key.Length + Size(h.Value));

    private static int Size(ReadOnlyMemory<byte>? bytes) => bytes is { } given ? Varint(given.Length) + given.Length : 1;

    /// <summary>Bytes of a length, which is written zigzag.</summary>
    private static int Varint(int length) => length switch { < 1 << 6 => 1, < 1 << 13 => 2, < 1 << 20 => 3, < 1 << 27 => 4, _ => 5 };
}
