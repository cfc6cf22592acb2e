using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>kafka-reassign-partitions: generate, execute, verify, cancel and list moves of replicas (ReassignPartitionsCommand.java).</summary>
internal sealed class ReassignTool : Tool
{
    private static readonly string[] Actions = ["generate", "execute", "verify", "cancel", "list"];
    private static readonly Usage Usage = Usage.Of("kafka-reassign-partitions");
    private static readonly Dictionary<string, (string[] Required, string[] Permitted)> Rules = new(StringComparer.Ordinal)
    {
        ["verify"] = (["reassignment-json-file"], ["bootstrap-server", "command-config", "preserve-throttles"]),
        ["generate"] = (["topics-to-move-json-file", "broker-list"], ["bootstrap-server", "broker-list", "command-config", "disable-rack-aware"]),
        ["execute"] = (["reassignment-json-file"], ["additional", "bootstrap-server", "command-config", "throttle", "replica-alter-log-dirs-throttle", "timeout", "disallow-replication-factor-change"]),
        ["cancel"] = (["reassignment-json-file"], ["bootstrap-server", "bootstrap-controller", "command-config", "preserve-throttles", "timeout"]),
        ["list"] = ([], ["bootstrap-server", "bootstrap-controller", "command-config"]),
    };

    public override string Name => "kafka-reassign-partitions";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        OptionSet options;
        try
        {
            options = Parse(context);
        }
        catch (JavaException e)
        {
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            return 1;
        }
        if (options.Has("bootstrap-controller"))
            throw Shell.ShellFault.Refused("이 콘솔은 브로커에만 연결합니다. --bootstrap-server를 쓰세요.", "This console connects to brokers only. Use --bootstrap-server.");
        try
        {
            await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")), "reassign-partitions-tool");
            await ActAsync(context, client, options, cancel);
            return 0;
        }
        catch (TerseException e)
        {
            context.Line(e.Message);
        }
        catch (JavaException e)
        {
            context.Line("Error: " + e.MessageText);
            context.Line(e.Trace());
        }
        return 1;
    }

    private static Task ActAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        if (options.Has("verify"))
            return VerifyMoves.RunAsync(context, client, ReassignmentFile.Parse(ReadFile(context, options, "reassignment-json-file")), options.Has("preserve-throttles"), cancel);
        if (options.Has("generate"))
            return GenerateMoves.RunAsync(context, client, ReadFile(context, options, "topics-to-move-json-file"), options, cancel);
        if (options.Has("execute"))
            return ExecuteMoves.RunAsync(context, client, ReassignmentFile.Parse(ReadFile(context, options, "reassignment-json-file")), options, cancel);
        return options.Has("cancel")
            ? CancelMoves.RunAsync(context, client, ReassignmentFile.Parse(ReadFile(context, options, "reassignment-json-file")), options.Has("preserve-throttles"), cancel)
            : ListMoves.RunAsync(context, client, cancel);
    }

    private static string ReadFile(ToolContext context, OptionSet options, string name) => context.File(options.ValueOf(name)!);

    private static OptionSet Parse(ToolContext context)
    {
        var options = OptionParser.Parse(Usage, context.Arguments);
        context.MaybePrintHelpOrVersion(options, "This tool helps to move topic partitions between replicas.");
        var actions = Actions.Where(options.Has).ToList();
        if (actions.Count != 1)
            throw context.UsageAndExit(Usage, "Command must include exactly one action: " + string.Join(", ", Actions.Select(a => "--" + a)));
        if (options.Has("bootstrap-server") && options.Has("bootstrap-controller"))
            throw context.UsageAndExit(Usage, "Please don't specify both --bootstrap-server and --bootstrap-controller");
        if (!options.Has("bootstrap-server") && !options.Has("bootstrap-controller"))
            throw context.UsageAndExit(Usage, "Please specify either --bootstrap-server or --bootstrap-controller");
        var (required, permitted) = Rules[actions[0]];
        context.CheckRequired(options, required);
        foreach (var option in options.Detected)
        {
            if (option.Name != actions[0] && !required.Contains(option.Name) && !permitted.Contains(option.Name))
                throw context.UsageAndExit(Usage, $"Option \"{option}\" can't be used with action \"[{actions[0]}]\"");
        }
        return options;
    }
}
