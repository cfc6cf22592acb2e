using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console.Consumer;

/// <summary><c>--partition N --offset …</c>: no group.</summary>
internal sealed class AssignedPartition(ToolContext context, ClusterClient client, ConsumerSettings settings, int partition, long offset) : RecordSource
{
    private readonly TopicPartition _partition = new(settings.Topic!, partition);
    private readonly Fetcher _fetcher = CreateFetcher(context, client, settings);

    public override async Task<ConsumedRecord?> NextAsync(CancellationToken cancel)
    {
        if (_fetcher.Positions.Count == 0)
        {
            var start = offset;
            if (start < 0)
            {
                var (found, error) = (await OffsetCalls.ListAsync(client, [_partition], start, cancel))[_partition];
                if (error is not null)
                {
                    // A partition that does not exist is waited for.
                    await Task.Delay(FetchWait, cancel);
                    return null;
                }
                start = found;
            }
            _fetcher.Assign([new PartitionPosition(_partition, start, -1)]);
        }
        return await _fetcher.NextAsync(FetchWait, cancel);
    }

    public override Task CloseAsync(CancellationToken cancel) => Task.CompletedTask;
}
