using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

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
            var arguments = QuorumArguments.Parse(context.Arguments);
            return await RunAsync(context, arguments, cancel);
        }
        catch (QuorumUsageException e)
        {
            (e.ExitCode == 0 ? context.Out : context.Error).Write(e.Message);
            return e.ExitCode;
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

    private static async Task<int> RunAsync(ToolContext context, QuorumArguments arguments, CancellationToken cancel)
    {
        if (arguments.CommandConfig is { } path && context.Session.Files.Read(path) is null)
            throw new TerseException($"Properties file {path} does not exists!");
        if (arguments.BootstrapController is not null)
            throw Shell.ShellFault.Refused("이 콘솔은 브로커에만 연결합니다. --bootstrap-server를 쓰세요.", "This console connects to brokers only. Use --bootstrap-server.");
        await using var client = context.Connect(arguments.BootstrapServer!, context.Properties(arguments.CommandConfig));
        switch (arguments.Command)
        {
            case "describe":
                if (arguments.Status && arguments.Replication)
                    throw new TerseException("Only one of --status or --replication should be specified with describe sub-command");
                if (arguments.Replication)
                    await DescribeReplication.RunAsync(context, client, arguments.HumanReadable, cancel);
                else if (!arguments.Status)
                    throw new TerseException("One of --status or --replication must be specified with describe sub-command");
                else if (arguments.HumanReadable)
                    throw new TerseException("The option --human-readable is only supported along with --replication");
                else
                    await DescribeStatus.RunAsync(context, client, cancel);
                return 0;
            case "add-controller" when arguments.CommandConfig is null:
                throw new TerseException("You must supply the configuration file of the controller you are adding when using add-controller.");
            case "remove-controller" when arguments.DryRun:
                return DryRunRemoval(context, arguments);
            default:
                throw Shell.ShellFault.Refused(
                    $"{arguments.Command}는 이 콘솔에서 지원하지 않습니다.", $"{arguments.Command} is not supported in this console.");
        }
    }

    private static int DryRunRemoval(ToolContext context, QuorumArguments arguments)
    {
        if (arguments.ControllerId < 0)
            throw new TerseException("Invalid negative --controller-id: " + arguments.ControllerId);
        var id = KafkaIds.Parse(arguments.ControllerDirectoryId!) ?? throw new TerseException("Failed to parse --controller-directory-id: " + arguments.ControllerDirectoryId);
        context.Line($"DRY RUN of removing  KRaft controller {arguments.ControllerId} with directory id {KafkaIds.Text(id)}");
        return 0;
    }
}
