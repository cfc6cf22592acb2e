using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>The new offsets of one group by the scenario that its options name (OffsetsUtils.java).</summary>
internal sealed partial class ResetPlan(ToolContext context, ClusterClient client, OptionSet options, string group)
{
    private const string Logger = "org.apache.kafka.tools.OffsetsUtils";

    public async Task<Dictionary<TopicPartition, long>> OfAsync(List<TopicPartition> partitions, CancellationToken cancel)
    {
        if (options.Has("to-offset"))
            return await InRangeAsync(partitions.ToDictionary(p => p, _ => options.Longs("to-offset")[0]), cancel);
        if (options.Has("to-earliest"))
            return await OffsetsAsync(partitions, OffsetCalls.Earliest, cancel);
        if (options.Has("to-latest"))
            return await OffsetsAsync(partitions, OffsetCalls.Latest, cancel);
        if (options.Has("shift-by"))
            return await ShiftedAsync(partitions, options.Long("shift-by")!.Value, cancel);
        if (options.Has("to-datetime"))
            return await AtTimeAsync(partitions, DateTimeMillis(options.ValuesOf("to-datetime")[0]), cancel);
        if (options.Has("by-duration"))
            return await AtTimeAsync(partitions, context.Milliseconds - (long)Duration(options.ValueOf("by-duration")!).TotalMilliseconds, cancel);
        if (options.Has("from-file"))
            return await OfFileAsync(options.ValuesOf("from-file")[0], cancel);
        if (options.Has("to-current"))
            return await CurrentAsync(partitions, cancel);
        throw context.UsageAndExit(options.Usage,
            $"Option '[reset-offsets]' requires one of the following scenarios: [{string.Join(", ", GroupsOptions.Scenarios.Select(s => $"[{s}]"))}]");
    }

    private async Task<Dictionary<TopicPartition, long>> OffsetsAsync(IReadOnlyCollection<TopicPartition> partitions, long timestamp, CancellationToken cancel)
    {
        var offsets = await OffsetCalls.ListAsync(client, partitions, timestamp, cancel);
        if (offsets.Values.FirstOrDefault(o => o.Error is not null).Error is { } error)
            throw JavaException.Runtime(JavaException.Execution(error));
        return offsets.ToDictionary(o => o.Key, o => o.Value.Offset);
    }

    private async Task<Dictionary<TopicPartition, long>> InRangeAsync(Dictionary<TopicPartition, long> asked, CancellationToken cancel)
    {
        var starts = await OffsetsAsync(asked.Keys, OffsetCalls.Earliest, cancel);
        var ends = await OffsetsAsync(asked.Keys, OffsetCalls.Latest, cancel);
        var plan = new Dictionary<TopicPartition, long>();
        foreach (var partition in JavaHash.Order(asked.Keys))
        {
            var offset = asked[partition];
            plan[partition] = Math.Clamp(offset, starts[partition], ends[partition]);
            if (offset > ends[partition])
                Warn(offset, "higher than latest", partition, ends[partition]);
            else if (offset < starts[partition])
                Warn(offset, "lower than earliest", partition, starts[partition]);
        }
        return plan;
    }

    private void Warn(long offset, string relation, TopicPartition partition, long value) =>
        context.Log("WARN", $"New offset ({offset}) is {relation} offset for topic partition {partition}. Value will be set to {value}", Logger);

    private async Task<Dictionary<TopicPartition, long>> ShiftedAsync(List<TopicPartition> partitions, long by, CancellationToken cancel)
    {
        var committed = await GroupCalls.CommittedAsync(client, group, cancel);
        return await InRangeAsync(partitions.ToDictionary(p => p, p => committed.TryGetValue(p, out var current)
            ? current.Offset + by
            : throw JavaException.IllegalArgument($"Cannot shift offset for partition {p} since there is no current committed offset")), cancel);
    }

    private async Task<Dictionary<TopicPartition, long>> AtTimeAsync(List<TopicPartition> partitions, long timestamp, CancellationToken cancel)
    {
        var plan = await OffsetsAsync(partitions, timestamp, cancel);
        var none = JavaHash.Order(plan.Where(p => p.Value == -1).Select(p => p.Key));
        foreach (var partition in none)
            context.Line($"\nWarn: Partition {partition.Partition} from topic {partition.Topic} is empty. Falling back to latest known offset.");
        foreach (var (partition, end) in none.Count == 0 ? [] : await OffsetsAsync(none, OffsetCalls.Latest, cancel))
            plan[partition] = end;
        return plan;
    }

    private async Task<Dictionary<TopicPartition, long>> CurrentAsync(List<TopicPartition> partitions, CancellationToken cancel)
    {
        var committed = await GroupCalls.CommittedAsync(client, group, cancel);
        var plan = partitions.Where(committed.ContainsKey).ToDictionary(p => p, p => committed[p].Offset);
        var without = partitions.Where(p => !committed.ContainsKey(p)).ToList();
        foreach (var (partition, end) in without.Count == 0 ? [] : await OffsetsAsync(without, OffsetCalls.Latest, cancel))
            plan[partition] = end;
        return plan;
    }

    private async Task<Dictionary<TopicPartition, long>> OfFileAsync(string path, CancellationToken cancel)
    {
        var text = context.Session.Files.Read(path)
            ?? throw JavaException.Runtime(new JavaException("java.io.IOException", "Unable to read file " + path, new JavaException("java.nio.file.NoSuchFileException", path)));
        var single = options.ValuesOf("group").Count == 1;
        var asked = new Dictionary<TopicPartition, long>();
        var found = false;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.TrimEnd('\r').Split(',');
            var withGroup = cells.Length > 3 || !single;
            var at = withGroup ? 1 : 0;
            if (cells.Length < at + 3 || !int.TryParse(cells[at + 1], CultureInfo.InvariantCulture, out var partition) || !long.TryParse(cells[at + 2], CultureInfo.InvariantCulture, out var offset))
                throw JavaException.Runtime(new JavaException("com.fasterxml.jackson.databind.exc.InvalidFormatException", $"Cannot deserialize the line: {line}"));
            if (withGroup && cells[0] != group)
                continue;
            found = true;
            asked[new TopicPartition(cells[at], partition)] = offset;
        }
        if (found)
            return await InRangeAsync(asked, cancel);
        ConsumerGroupsTool.Fault(context, $"No reset plan for group {group} found");
        return [];
    }

    /// <summary>Utils.getDateTime: yyyy-MM-ddTHH:mm:ss.SSS with a zone, UTC when there is none.</summary>
    private static long DateTimeMillis(string text)
    {
        var parts = text.Split('T');
        if (parts.Length < 2)
            throw Unparseable("Error parsing timestamp. It does not contain a 'T' according to ISO8601 format");
        if (parts[1].IndexOfAny(['+', '-', 'Z']) < 0)
            text += "Z";
        var match = Iso().Match(text);
        return match.Success && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeMilliseconds()
            : throw Unparseable($"Unparseable date: \"{text}\"");
    }

    private static JavaException Unparseable(string message) => JavaException.Runtime(new JavaException("java.text.ParseException", message));

    private static TimeSpan Duration(string text)
    {
        // java.time.Duration knows days, hours, minutes and seconds only.
        if (!IsoDuration().IsMatch(text))
            throw new JavaException("java.time.format.DateTimeParseException", "Text cannot be parsed to a Duration");
        return XmlConvert.ToTimeSpan(text.ToUpperInvariant());
    }

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}T\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}(?:Z|[+-]\d\d(?::?\d\d)?)$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^-?P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?(?<=\d[DHMS])$", RegexOptions.IgnoreCase)]
    private static partial Regex IsoDuration();
}
