using System.Globalization;
using System.Threading.Channels;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Producer;

/// <summary>
/// Collects records into a batch per partition and sends a batch when it is full, has lingered, or the input ends, as KafkaProducer
/// does: keys by murmur2, records without a key stay with one partition for a batch's worth of bytes (KIP-794).
/// </summary>
internal sealed class RecordSender(ToolContext context, ClusterClient client, ProducerConfig config, string topic) : IAsyncDisposable
{
    private readonly SortedDictionary<int, List<Record>> _open = [];
    private readonly Dictionary<int, int> _sizes = [];
    private readonly BatchWriter _writer = new(context, client, config, topic);
    private long? _lingeringSince;
    private int? _sticky;
    private int _stickyBytes;
    private int _turn = -1;

    /// <summary>Awaits the next line; meanwhile sends what has lingered long enough.</summary>
    public async Task<(string? Line, bool Ended)> WhileLingeringAsync(ChannelReader<string> input, CancellationToken interrupted, CancellationToken cancel)
    {
        while (true)
        {
            if (input.TryRead(out var line))
                return (line, false);
            var wait = input.WaitToReadAsync(interrupted).AsTask();
            if (_lingeringSince is { } since && !wait.IsCompleted)
            {
                var left = config.Linger - context.Session.Time.GetElapsedTime(since);
                if (left > TimeSpan.Zero)
                    await Task.WhenAny(wait, Task.Delay(left, cancel));
                if (!wait.IsCompleted)
                    await FlushAsync(cancel);
            }
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

    /// <summary>Takes a record in; with <c>--sync</c> returns when it is acknowledged.</summary>
    /// <exception cref="JavaException">With <c>--sync</c>: the record failed.</exception>
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
            Fail(record, e);
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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task FlushAsync(int partition, CancellationToken cancel)
    {
        var batch = _open[partition];
        _open.Remove(partition);
        _sizes.Remove(partition);
        if (_open.Count == 0)
            _lingeringSince = null;
        if (await _writer.WriteAsync(partition, batch, cancel) is not { } error)
            return;
        foreach (var record in batch)
            Fail(record, error);
    }

    private int Choose(Record record, int partitions)
    {
        if (config.RoundRobin)
            return ++_turn % partitions;
        if (record.Key is { } key)
            return Murmur2.Partition(key.Span, partitions);
        if (_sticky is null || _stickyBytes >= config.BatchSize)
        {
            var drawn = context.Session.Random.Next(partitions);
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

    /// <summary>A record's share of its batch: DefaultRecord.recordSizeUpperBound's overhead of 21 bytes, key, value, headers.</summary>
    private static int Size(Record record) => 21 + (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0) + record.Headers.Sum(h => h.Key.Length + (h.Value?.Length ?? 0) + 2);

    /// <summary>What ErrorLoggingCallback logs; with <c>--sync</c> the tool ends with the exception instead.</summary>
    private void Fail(Record record, JavaException error)
    {
        if (config.Sync)
            throw JavaException.Execution(error);
        var key = record.Key is { } k ? k.Length.ToString(CultureInfo.InvariantCulture) + " bytes" : "null";
        var value = record.Value is { } v ? v.Length.ToString(CultureInfo.InvariantCulture) + " bytes" : "null";
        context.Log("ERROR", $"Error when sending message to topic {topic} with key: {key}, value: {value} with error:", "org.apache.kafka.clients.producer.internals.ErrorLoggingCallback");
        context.Error.Write(error.Trace());
    }
}
