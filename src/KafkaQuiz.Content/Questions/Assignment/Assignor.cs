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

    /// <summary>One balanced assignment: each row goes to the least loaded, the least leading of them leads.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Balanced(IReadOnlyList<string> items, IReadOnlyList<string> owners, int each)
    {
        int[] load = new int[owners.Count];
        int[] leads = new int[owners.Count];
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (string item in items)
        {
            int[] chosen = [.. Enumerable.Range(0, owners.Count).OrderBy(owner => load[owner]).ThenBy(owner => leads[owner]).Take(each)];
            int[] row = [.. chosen.OrderBy(owner => leads[owner])];
            leads[row[0]]++;
            foreach (int owner in row)
                load[owner]++;
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
