using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.MetadataQuorum;

/// <summary>
/// kafka-metadata-quorum: the KRaft quorum (MetadataQuorumCommand.java). add-controller reads a controller's own folders, which this
/// console never does: it is refused.
/// </summary>
internal sealed class MetadataQuorumTool : Tool
{
    public override string Name => "kafka-metadata-quorum";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            return await RunAsync(context, ArgparseParser.Parse(Name, context.Arguments), cancel);
        }
        catch (ArgparseFault fault)
        {
            throw fault.Print(context, Name);
        }
        catch (TerseException e)
        {
            context.ErrorLine(e.Message);
            return 1;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static async Task<int> RunAsync(ToolContext context, ArgparseResult arguments, CancellationToken cancel)
    {
        var config = arguments.ValueOf("--command-config");
        if (config is not null && context.Session.Files.Read(config) is null)
            throw new TerseException($"Properties file {config} does not exists!");
        await using var client = context.Connect(arguments, context.Properties(config));
        switch (arguments.Command)
        {
            case "describe":
                if (arguments.Has("--status") && arguments.Has("--replication"))
                    throw new TerseException("Only one of --status or --replication should be specified with describe sub-command");
                if (arguments.Has("--replication"))
                    await DescribeReplication.RunAsync(context, client, arguments.Has("--human-readable"), cancel);
                else if (!arguments.Has("--status"))
                    throw new TerseException("One of --status or --replication must be specified with describe sub-command");
                else if (arguments.Has("--human-readable"))
                    throw new TerseException("The option --human-readable is only supported along with --replication");
                else
                    await DescribeStatus.RunAsync(context, client, cancel);
                return 0;
            case "add-controller" when config is null:
                throw new TerseException("You must supply the configuration file of the controller you are adding when using add-controller.");
            case "remove-controller" when arguments.Has("--dry-run"):
                return DryRunRemoval(context, arguments);
            default:
                throw Shell.ShellFault.Refused(
                    $"{arguments.Command}는 이 콘솔에서 지원하지 않습니다.", $"{arguments.Command} is not supported in this console.");
        }
    }

    private static int DryRunRemoval(ToolContext context, ArgparseResult arguments)
    {
        var controller = arguments.Int("--controller-id")!.Value;
        if (controller < 0)
            throw new TerseException("Invalid negative --controller-id: " + controller);
        var directory = arguments.ValueOf("--controller-directory-id")!;
        var id = KafkaIds.Parse(directory) ?? throw new TerseException("Failed to parse --controller-directory-id: " + directory);
        context.Line($"DRY RUN of removing  KRaft controller {controller} with directory id {KafkaIds.Text(id)}");
        return 0;
    }
}
