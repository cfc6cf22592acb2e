using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console.Consumer;

/// <summary><c>--partition N --offset …</c>: no group.</summary>
internal sealed class AssignedPartition(ToolContext context, ClusterClient client, ConsumerOptions options, int partition) : RecordSource
{
    private readonly TopicPartition _partition = new(options.Topic!, partition);
    private readonly Fetcher _fetcher = CreateFetcher(context, client, options);

    public override async Task<ConsumedRecord?> NextAsync(CancellationToken cancel)
    {
        if (_fetcher.Positions.Count == 0)
        {
            var offset = options.Offset;
            if (offset < 0)
            {
                var (found, error) = (await OffsetCalls.ListAsync(client, [_partition], offset, cancel))[_partition];
                if (error is not null)
                {
                    // A partition that does not exist is waited for.
                    await Task.Delay(FetchWait, cancel);
                    return null;
                }
                offset = found;
            }
            _fetcher.Assign([new PartitionPosition(_partition, offset, -1)]);
        }
        return await _fetcher.NextAsync(FetchWait, cancel);
    }

    public override Task CloseAsync(CancellationToken cancel) => Task.CompletedTask;
}
