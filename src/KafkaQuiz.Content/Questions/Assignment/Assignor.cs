using System.Globalization;

namespace KafkaQuiz.Content.Questions;

/// <summary>
/// Computes assignments as Kafka's own assignors do (org.apache.kafka.clients.consumer.RangeAssignor and RoundRobinAssignor), for members that
/// all subscribe to every topic. Kafka sorts members by id; here the order of the file stands for that order.
/// </summary>
internal static class Assignor
{
    /// <summary>Per topic: the first members take one partition more where they do not divide evenly.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Range(IReadOnlyList<string> items, IReadOnlyList<string> members)
    {
        var owners = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var topic in items.Select(Parse).GroupBy(partition => partition.Topic, StringComparer.Ordinal))
        {
            var partitions = topic.OrderBy(partition => partition.Number).ToList();
            int each = partitions.Count / members.Count;
            int extra = partitions.Count % members.Count;
            int at = 0;
            for (int member = 0; member < members.Count; member++)
            {
                for (int n = each + (member < extra ? 1 : 0); n > 0; n--)
                    owners[partitions[at++].Item] = [members[member]];
            }
        }

        return owners;
    }

    /// <summary>All partitions by topic and number, dealt out in turn.</summary>
    public static Dictionary<string, IReadOnlyList<string>> RoundRobin(IReadOnlyList<string> items, IReadOnlyList<string> members) =>
        items.Select(Parse)
            .OrderBy(partition => partition.Topic, StringComparer.Ordinal).ThenBy(partition => partition.Number)
            .Select((partition, at) => (partition.Item, Owner: members[at % members.Count]))
            .ToDictionary(row => row.Item, row => (IReadOnlyList<string>)[row.Owner], StringComparer.Ordinal);

    /// <summary>
    /// One balanced assignment: owners are dealt out in turn, row after row, and the least leading of a row leads. Choosing the least loaded
    /// instead can leave one owner without any row to lead (3 rows of 2 among 3).
    /// </summary>
    public static Dictionary<string, IReadOnlyList<string>> Balanced(IReadOnlyList<string> items, IReadOnlyList<string> owners, int each)
    {
        int[] leads = new int[owners.Count];
        int next = 0;
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string item in items)
        {
            int[] row = [.. Enumerable.Range(next, each).Select(at => at % owners.Count).OrderBy(owner => leads[owner])];
            leads[row[0]]++;
            next = (next + each) % owners.Count;
            rows[item] = [.. row.Select(owner => owners[owner])];
        }

        return rows;
    }

    // "orders-10" is partition 10 of orders; a row without a number stands for itself.
    private static (string Item, string Topic, int Number) Parse(string item)
    {
        int dash = item.LastIndexOf('-');
        return dash > 0 && int.TryParse(item.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (item, item[..dash], number)
            : (item, "", int.MaxValue);
    }
}
