using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>kafka-consumer-groups' checks of its options, in the tool's order.</summary>
internal static class GroupsOptions
{
    public static readonly string[] Scenarios = ["to-current", "to-earliest", "to-offset", "shift-by", "from-file", "to-datetime", "by-duration", "to-latest"];

    private const string DryRunWarning =
        "WARN: No action will be performed as the --execute option is missing. In version 5.0, this command will require either --dry-run or --execute to be specified. You should add the --dry-run option explicitly if you are scripting this command and want to keep the current default behavior without prompting.";

    public static void Check(ToolContext context, OptionSet options)
    {
        context.MaybePrintHelpOrVersion(options,
            "This tool helps to list all consumer groups, describe a consumer group, delete consumer group info, or reset consumer group offsets.");
        if (!options.Has("validate-regex"))
            context.CheckRequired(options, "bootstrap-server");
        if (options.Has("describe"))
            CheckDescribe(context, options);
        if (options.Has("delete"))
        {
            RequireGroups(context, options, "delete");
            if (options.Has("topic"))
                throw context.UsageAndExit(options.Usage, "The consumer does not support topic-specific offset deletion from a consumer group.");
        }
        if (options.Has("delete-offsets") && (!options.Has("group") || !options.Has("topic")))
            throw context.UsageAndExit(options.Usage, "Option [delete-offsets] takes the following options: [group], [topic]");
        if (options.Has("reset-offsets"))
            CheckReset(context, options);
        context.CheckInvalid(options, "group", "all-groups");
        context.CheckInvalid(options, "group", "list");
        context.CheckInvalid(options, "topic", "list", "describe");
    }

    private static void CheckDescribe(ToolContext context, OptionSet options)
    {
        RequireGroups(context, options, "describe");
        string[] views = ["members", "offsets", "state"];
        if (views.Count(options.Has) > 1)
            throw context.UsageAndExit(options.Usage, "Option [describe] takes at most one of these options: [members], [offsets], [state]");
        if (options.Has("state") && options.ValueOf("state") is not null)
            throw context.UsageAndExit(options.Usage, "Option [describe] does not take a value for [state]");
    }

    private static void CheckReset(ToolContext context, OptionSet options)
    {
        if (options.Has("dry-run") && options.Has("execute"))
            throw context.UsageAndExit(options.Usage, "Option [reset-offsets] only accepts one of [execute] and [dry-run]");
        if (!options.Has("dry-run") && !options.Has("execute"))
            context.ErrorLine(DryRunWarning);
        RequireGroups(context, options, "reset-offsets");
        foreach (var scenario in new[] { "to-offset", "to-datetime", "by-duration", "to-earliest", "to-latest", "to-current", "shift-by", "from-file" })
            context.CheckInvalid(options, scenario, Scenarios.Where(s => s != scenario));
    }

    private static void RequireGroups(ToolContext context, OptionSet options, string action)
    {
        if (!options.Has("group") && !options.Has("all-groups"))
            throw context.UsageAndExit(options.Usage, $"Option [{action}] takes one of these options: [all-groups], [group]");
    }
}
