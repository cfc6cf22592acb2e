using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// Reads records and counts them as they come. What was read stays read: a look fetches only what was appended since the one before. No group is used: looking for its
/// coordinator would create Kafka's offsets topic on a fresh cluster.
/// </summary>
internal sealed class RecordReader
{
    /// <summary>The last version of Fetch that names topics by name.</summary>
    private const short FetchByName = 12;

    private readonly Dictionary<string, TopicCount> _counts = new(StringComparer.Ordinal);

    public async Task<Dictionary<string, Reading<RecordsSeen>>> ReadAsync(Collection look, Dictionary<string, Reading<OffsetsSeen>> offsets)
    {
        var topics = look.Needs.Records.GroupBy(question => question.Topic).ToList();
        var readings = await Task.WhenAll(topics.Where(questions => offsets.ContainsKey(questions.Key)).Select(async questions =>
        {
            var (name, topic, ends) = (questions.Key, look.Topics[questions.Key], offsets[questions.Key]);
            if (topic.Value is null || ends.Value is null) return (name, Reading: new Reading<RecordsSeen>(ends.Source, null, topic.Fault ?? ends.Fault));
            var count = Count(name, topic.Value);
            count.Prepare(look, questions, topic.Value, ends.Value);
            return (name, Reading: await ReadTopicAsync(look, count, topic.Value));
        }));
        return readings.ToDictionary(reading => reading.name, reading => reading.Reading, StringComparer.Ordinal);
    }

    private TopicCount Count(string name, TopicSeen topic)
    {
        lock (_counts)
        {
            if (!_counts.TryGetValue(name, out var count) || count.TopicId != topic.Id) _counts[name] = count = new TopicCount(name, topic.Id);
            return count;
        }
    }

    private static async Task<Reading<RecordsSeen>> ReadTopicAsync(Collection look, TopicCount count, TopicSeen topic)
    {
        var leaders = topic.Partitions.Where(p => count.Wants(p)).GroupBy(p => p.Leader ?? -1).ToList();
        var source = look.Source(ApiKey.Fetch);
        foreach (var reading in await Task.WhenAll(leaders.Select(leader => FetchAsync(look, count, leader.Key, [.. leader]))))
        {
            source = reading.Source;
            if (reading.Fault is null) continue;
            // A leader that has just gone: what was counted stays, the rest comes with the next look.
            return reading;
        }
        return new Reading<RecordsSeen>(source, count.Seen());
    }

    /// <summary>Fetches from one leader until the end of each partition, or until the look has had its share.</summary>
    private static Task<Reading<RecordsSeen>> FetchAsync(Collection look, TopicCount count, int leader, List<PartitionSeen> partitions) =>
        look.ReadAsync<RecordsSeen>(ApiKey.Fetch, look.Brokers.GetValueOrDefault(leader, look.Links.Target.Bootstrap[0]), async () =>
        {
            var link = look.To(leader, count.Topic);
            for (var idle = 0; partitions.Count > 0 && idle < 3 && count.MayReadMore;)
            {
                var waits = partitions.Any(p => count.Next(p.Partition) < count.End(p.Partition));
                var request = new FetchRequest
                {
                    MaxWaitMs = waits ? 100 : 0,
                    MinBytes = waits ? 1 : 0,
                    MaxBytes = EvidenceLimits.FetchBytes,
                    SessionEpoch = -1,
                    Topics = [new() { Topic = count.Topic, Partitions = [.. partitions.Select(p => count.Fetch(p))] }],
                };
                var answer = await link.AskAsync(request, look.Cancel, FetchByName);
                look.Require(answer.ErrorCode, count.Topic);
                var before = count.Bytes;
                foreach (var partition in answer.Responses.Where(response => response.Topic == count.Topic).SelectMany(response => response.Partitions))
                {
                    if (partition.DivergingEpoch is not null || partition.ErrorCode == ErrorCode.OffsetOutOfRange)
                    {
                        // The log was cut back, or deleted from under us: what was counted may be gone.
                        count.Restart();
                        throw new NotGradableException(new NotGradable(NotGradableCause.StillReading, count.Topic));
                    }
                    look.Require(partition.ErrorCode, count.Topic);
                    count.Take(partition.PartitionIndex, partition.Records?.ToMemory() ?? ReadOnlyMemory<byte>.Empty);
                }
                partitions = partitions.Where(p => count.Next(p.Partition) < count.End(p.Partition)).ToList();
                idle = count.Bytes == before ? idle + 1 : 0;
            }
            return null;
        });
}
