using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Topics;

/// <summary>kafka-topics' options, checked in the order in which the tool checks them.</summary>
internal sealed class TopicsOptions
{
    private static readonly string[] Actions = ["alter", "create", "describe", "list", "delete"];
    private static readonly string[] Reports =
        ["under-replicated-partitions", "under-min-isr-partitions", "at-min-isr-partitions", "unavailable-partitions"];

    private TopicsOptions(OptionSet set) => Set = set;

    public OptionSet Set { get; }

    public string Action => Actions.First(Set.Has);

    public string? Topic => Set.ValueOf("topic");

    /// <summary>True for a describe that lists only partitions in trouble.</summary>
    public bool IsReport => Reports.Any(Set.Has);

    public static TopicsOptions Parse(ToolContext context, Usage usage)
    {
        var set = OptionParser.Parse(usage, context.Arguments);
        if (context.Arguments.Count == 0)
            throw context.UsageAndExit(usage, "Create, delete, describe, or change a topic.");
        context.MaybePrintHelpOrVersion(set, "This tool helps to create, delete, describe, or change a topic.");
        if (Actions.Count(set.Has) != 1)
            throw context.UsageAndExit(usage, "Command must include exactly one action: --list, --describe, --create, --alter or --delete");
        if (set.Has("delete-config"))
            context.ErrorLine("delete-config option is no longer supported and deprecated since version 4.0. The config will be fully removed in future releases.");
        CheckRequired(context, set);
        CheckInvalid(context, set);
        return new TopicsOptions(set);
    }

    private static void CheckRequired(ToolContext context, OptionSet set)
    {
        if (!set.Has("bootstrap-server"))
            throw JavaException.IllegalArgument("--bootstrap-server must be specified");
        if (set.Has("describe") && set.Has("if-exists"))
        {
            if (!set.Has("topic") && !set.Has("topic-id"))
                throw context.UsageAndExit(set.Usage, "--topic or --topic-id is required to describe a topic");
            if (set.Has("topic") && set.Has("topic-id"))
                context.Line("Only topic id will be used when both --topic and --topic-id are specified and topicId is not Uuid.ZERO_UUID");
        }
        if (!set.Has("list") && !set.Has("describe"))
            context.CheckRequired(set, "topic");
        if (!set.Has("alter"))
            return;
        if (set.Has("config"))
        {
            throw context.UsageAndExit(set.Usage,
                "Option combination \"[[config], [bootstrap-server]]\" can't be used with option \"[alter]\" (To alter topic configurations, the kafka-configs tool can be used.)");
        }
        context.CheckRequired(set, "partitions");
    }

    private static void CheckInvalid(ToolContext context, OptionSet set)
    {
        // The tool iterates over sets whose order differs from run to run; only one of several faults is ever reported.
        context.CheckInvalid(set, "config", Without("alter", "create"));
        context.CheckInvalid(set, "partitions", Without("alter", "create"));
        context.CheckInvalid(set, "replication-factor", Without("create"));
        context.CheckInvalid(set, "replica-assignment", Without("alter", "create"));
        if (set.Has("create"))
            context.CheckInvalid(set, "replica-assignment", "partitions", "replication-factor");
        foreach (var report in new[] { "under-replicated-partitions", "under-min-isr-partitions", "at-min-isr-partitions", "unavailable-partitions" })
            context.CheckInvalid(set, report, [.. Without("describe"), "topics-with-overrides"]);
        context.CheckInvalid(set, "topics-with-overrides", [.. Without("describe"), .. Reports]);
        context.CheckInvalid(set, "if-exists", Without("alter", "delete", "describe"));
        context.CheckInvalid(set, "if-not-exists", Without("create"));
        context.CheckInvalid(set, "exclude-internal", Without("list", "describe"));
    }

    private static IEnumerable<string> Without(params string[] allowed) => Actions.Except(allowed);
}
