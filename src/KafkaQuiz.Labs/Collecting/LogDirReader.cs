using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Log directories of every live broker, with the replicas of the topics that checks ask about.</summary>
internal static class LogDirReader
{
    public static async Task<Dictionary<string, Reading<LogDirsSeen>>> ReadAsync(Collection look)
    {
        if (!look.Needs.LogDirs) return [];
        var topics = look.Needs.LogDirTopics.Select(name => new DescribeLogDirsRequest.DescribableLogDirTopic
        {
            Topic = name,
            Partitions = [.. (look.Topics.GetValueOrDefault(name)?.Value?.Partitions ?? []).Select(p => p.Partition)],
        }).ToList();
        var readings = await Task.WhenAll(look.Brokers.Select(async broker => (broker.Key, Reading: await look.ReadAsync(ApiKey.DescribeLogDirs, broker.Value, async () =>
        {
            var answer = await look.Links.To(broker.Value).AskAsync(new DescribeLogDirsRequest { Topics = topics }, look.Cancel);
            look.Require(answer.ErrorCode, $"broker {broker.Key}");
            return new LogDirsSeen([.. answer.Results.Take(EvidenceLimits.Brokers).OrderBy(dir => dir.LogDir, StringComparer.Ordinal).Select(dir => Seen(look, dir))]);
        }))));
        return readings.ToDictionary(reading => $"{reading.Key}", reading => reading.Reading, StringComparer.Ordinal);
    }

    private static LogDirSeen Seen(Collection look, DescribeLogDirsResponse.DescribeLogDirsResult dir) => new(
        dir.LogDir,
        dir.ErrorCode == ErrorCode.None ? null : dir.ErrorCode.ToString(),
        [.. dir.Topics.Where(topic => look.Needs.LogDirTopics.Contains(topic.Name))
            .SelectMany(topic => topic.Partitions.Select(p => new ReplicaSeen(topic.Name, p.PartitionIndex, p.PartitionSize, p.OffsetLag, p.IsFutureKey))).Take(EvidenceLimits.Entries)],
        dir.TotalBytes >= 0 ? dir.TotalBytes : null,
        dir.UsableBytes >= 0 ? dir.UsableBytes : null);
}
