using System.Globalization;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Consumer;

/// <summary>The consumer's configs from files, properties and options.</summary>
internal static class ConsumerProperties
{
    public static Dictionary<string, string> Of(ToolContext context, OptionSet set)
    {
        var usage = set.Usage;
        if (set.Has("consumer-property") && set.Has("command-property"))
            throw context.UsageAndExit(usage, "Options --consumer-property and --command-property cannot be specified together.");
        if (set.Has("consumer.config") && set.Has("command-config"))
            throw context.UsageAndExit(usage, "Options --consumer.config and --command-config cannot be specified together.");
        if (set.Has("consumer-property"))
            context.Line("Option --consumer-property is deprecated and will be removed in a future version. Use --command-property instead.");
        if (set.Has("consumer.config"))
            context.Line("Option --consumer.config is deprecated and will be removed in a future version. Use --command-config instead.");
        var file = context.Properties(set.ValueOf(set.Has("consumer.config") ? "consumer.config" : "command-config"));
        var extra = UsageChecks.KeyValues(set.ValuesOf(set.Has("consumer-property") ? "consumer-property" : "command-property"));
        var group = Group(context, set, file, extra);
        var properties = new Dictionary<string, string>(file, StringComparer.Ordinal);
        foreach (var (key, value) in extra)
            properties[key] = value;
        SetReset(context, set, properties);
        if (set.Has("isolation-level") || !properties.ContainsKey("isolation.level"))
            properties["isolation.level"] = set.ValueOf("isolation-level")!;
        if (group is not null)
        {
            properties["group.id"] = group;
            return properties;
        }
        properties["group.id"] = "console-consumer-" + context.Random.Next(100000).ToString(CultureInfo.InvariantCulture);
        properties.TryAdd("enable.auto.commit", "false");
        return properties;
    }

    private static string? Group(ToolContext context, OptionSet set, Dictionary<string, string> file, Dictionary<string, string> extra)
    {
        var groups = new[] { set.ValueOf("group"), file.GetValueOrDefault("group.id"), extra.GetValueOrDefault("group.id") }.Where(g => g is not null).Distinct().ToList();
        if (groups.Count > 1)
        {
            throw context.UsageAndExit(set.Usage,
                $"The group ids provided in different places (directly using '--group', via '--consumer-property', or via '--consumer.config') do not match. Detected group ids: {string.Join(", ", groups.Select(g => $"'{g}'"))}");
        }
        if (groups.Count > 0 && set.Has("partition"))
            throw context.UsageAndExit(set.Usage, "Options group and partition cannot be specified together.");
        return groups.FirstOrDefault();
    }

    private static void SetReset(ToolContext context, OptionSet set, Dictionary<string, string> properties)
    {
        if (!properties.TryGetValue("auto.offset.reset", out var reset))
        {
            properties["auto.offset.reset"] = set.Has("from-beginning") ? "earliest" : "latest";
            return;
        }
        if (set.Has("from-beginning") && reset != "earliest")
        {
            context.ErrorLine($"Can't simultaneously specify --from-beginning and 'auto.offset.reset={reset}', please remove one option");
            throw new ToolExitException(1);
        }
    }
}
