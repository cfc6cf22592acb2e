using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.LeaderElection;

/// <summary><c>--path-to-json-file</c>: {"partitions": [{"topic": "foo", "partition": 1}]}.</summary>
internal static class ElectionFile
{
    /// <exception cref="JavaException">No such JSON, or a partition twice.</exception>
    public static List<TopicPartition> Parse(string text)
    {
        var json = JavaJson.ParseFull(text) ?? throw Fault("Replica election data is empty");
        var list = json.Get("partitions") ?? throw Fault("Replica election data is missing \"partitions\" field");
        var partitions = list.Array().Select(p => new TopicPartition(p.Apply("topic").String(), p.Apply("partition").Int())).ToList();
        var twice = JavaHash.Order(partitions.Where(p => partitions.Count(q => q == p) > 1));
        if (twice.Count > 0)
            throw Fault($"Replica election data contains duplicate partitions: [{string.Join(", ", twice)}]");
        return partitions;
    }

    private static JavaException Fault(string message) => new("org.apache.kafka.tools.AdminOperationException", message);
}
