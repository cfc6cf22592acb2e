using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.DeleteRecords;

/// <summary>The file of <c>--offset-json-file</c>.</summary>
internal static class OffsetFile
{
    private const string Fault = "org.apache.kafka.tools.AdminOperationException";

    /// <exception cref="JavaException">No JSON, no such version, no partitions, or one twice.</exception>
    public static Dictionary<TopicPartition, long> Parse(string text)
    {
        var json = JavaJson.ParseFull(text) ?? throw new JavaException(Fault, "The input string is not a valid JSON");
        if (json.Get("version")?.Int() is { } version and not 1)
            throw new JavaException(Fault, "Not supported version field value " + version);
        var partitions = (json.Get("partitions") ?? throw new JavaException(Fault, "Missing partitions field")).Array()
            .Select(p => (Key: new TopicPartition(p.Apply("topic").String(), p.Apply("partition").Int()), Offset: p.Apply("offset").Long())).ToList();
        var twice = partitions.GroupBy(p => p.Key).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
            throw new JavaException("org.apache.kafka.tools.AdminCommandFailedException", "Offset json file contains duplicate topic partitions: " + string.Join(",", JavaHash.Order(twice)));
        return partitions.ToDictionary(p => p.Key, p => p.Offset);
    }
}
