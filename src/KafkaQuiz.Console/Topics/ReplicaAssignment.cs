using System.Globalization;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Topics;

/// <summary><c>--replica-assignment 1:2,2:3</c>: replicas of each partition in order.</summary>
internal static class ReplicaAssignment
{
    /// <exception cref="JavaException">Not numbers, a broker twice, or lists of different length.</exception>
    public static List<List<int>> Parse(string text)
    {
        var partitions = new List<List<int>>();
        foreach (var list in text.Split(',').Reverse().SkipWhile(p => p.Length == 0).Reverse())
        {
            var brokers = list.Split(':').Select(b => Number(b.Trim())).ToList();
            var twice = brokers.GroupBy(b => b).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
            if (twice.Count > 0)
            {
                throw new JavaException("org.apache.kafka.tools.AdminCommandFailedException",
                    "Partition replica lists may not contain duplicate entries: " + string.Join(",", JavaHash.Order(twice)));
            }
            partitions.Add(brokers);
            if (brokers.Count != partitions[0].Count)
            {
                throw new JavaException("org.apache.kafka.tools.AdminOperationException",
                    $"Partition {partitions.Count - 1} has different replication factor: [{string.Join(", ", brokers)}]");
            }
        }
        return partitions;
    }

    /// <summary>Integer.parseInt with its exception.</summary>
    public static int Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new JavaException("java.lang.NumberFormatException", $"For input string: \"{text}\"");
}
