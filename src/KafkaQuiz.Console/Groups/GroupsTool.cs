using KafkaQuiz.Console.ConsumerGroups;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Groups;

/// <summary>kafka-groups: lists groups of all types (GroupsCommand.java).</summary>
internal sealed class GroupsTool : Tool
{
    private static readonly string[] Filters = ["consumer", "group-type", "protocol", "share", "streams"];
    private static readonly Usage Usage = Usage.Of("kafka-groups");

    public override string Name => "kafka-groups";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            return await ListAsync(context, Parse(context), cancel);
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static OptionSet Parse(ToolContext context)
    {
        OptionSet options;
        try
        {
            options = OptionParser.Parse(Usage, context.Arguments);
        }
        catch (JavaException e)
        {
            throw context.UsageAndExit(Usage, e.MessageText);
        }
        context.MaybePrintHelpOrVersion(options, "This tool helps to list groups of all types.");
        if (!options.Has("list"))
            throw context.UsageAndExit(Usage, "Command must include exactly one action: --list.");
        foreach (var filter in Filters.Where(f => f is "consumer" or "share" or "streams"))
            context.CheckInvalid(options, filter, Order(filter));
        if (options.ValueOf("group-type") is { } type && Type(type) is null)
            throw JavaException.IllegalArgument("--group-type must be a valid group type.");
        return options;
    }

    /// <summary>What a filter excludes, in the order in which the tool looks.</summary>
    private static IEnumerable<string> Order(string filter) => Filters.Where(f => f != filter);

    private static string? Type(string text) => text.ToLowerInvariant() switch { "classic" => "Classic", "consumer" => "Consumer", "share" => "Share", "streams" => "Streams", _ => null };

    private static async Task<int> ListAsync(ToolContext context, OptionSet options, CancellationToken cancel)
    {
        List<ListGroupsResponse.ListedGroup> groups;
        try
        {
            await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")));
            groups = [.. (await GroupCalls.ListAllAsync(client, cancel)).Where(g => Matches(g, options))];
        }
        catch (JavaException e) when (!e.ClassName.StartsWith("java.nio.", StringComparison.Ordinal))
        {
            // Its patience ends before its client's does, with an exception that says nothing.
            var shown = e.Cause?.ClassName.EndsWith("TimeoutException", StringComparison.Ordinal) == true ? new JavaException("java.util.concurrent.TimeoutException", null)
                : e.ClassName == "java.util.concurrent.ExecutionException" ? e.Cause ?? e : e;
            context.Line("Error while executing groups command : " + shown.MessageText);
            context.Log("ERROR", shown.Trace(), "org.apache.kafka.tools.GroupsCommand");
            return 1;
        }
        var width = groups.Select(g => g.GroupId.Length).Append(20).Max();
        context.Line($"{"GROUP".PadRight(width)} {"TYPE".PadRight(width)} {"PROTOCOL".PadRight(width)}");
        foreach (var group in groups)
            context.Line($"{group.GroupId.PadRight(width)} {(Type(group.GroupType) ?? "").PadRight(width)} {group.ProtocolType.PadRight(width)} ");
        return 0;
    }

    private static bool Matches(ListGroupsResponse.ListedGroup group, OptionSet options)
    {
        var type = group.GroupType.ToLowerInvariant();
        if (options.Has("consumer"))
            return type == "consumer" || type == "classic" && group.ProtocolType is "consumer" or "";
        if (options.Has("share"))
            return type == "share";
        if (options.Has("streams"))
            return type == "streams";
        return (options.ValueOf("group-type") is not { } wanted || type.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            && (options.ValueOf("protocol") is not { } protocol || group.ProtocolType == protocol);
    }
}
