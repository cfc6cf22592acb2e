using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Features;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.Servers;

/// <summary>kafka-storage: formats log directories on the session's machine, which says what StorageTool.java says.</summary>
internal sealed class StorageTool : Tool
{
    public override string Name => "kafka-storage";

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
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            return 1;
        }
    }

    private async Task<int> RunAsync(ToolContext context, ArgparseResult arguments, CancellationToken cancel)
    {
        switch (arguments.Command)
        {
            case "random-uuid":
                context.Line(RandomId());
                return 0;
            case "version-mapping":
                FeatureLevels.PrintMapping(context, arguments.ValueOf("--release-version"));
                return 0;
            case "feature-dependencies":
                FeatureLevels.PrintDependencies(context, arguments.ValuesOf("--feature"));
                return 0;
        }
        var machine = context.RequireMachine(Name);
        var path = arguments.ValueOf("--config")!;
        var properties = context.Session.Files.Read(path) ?? throw new JavaException("java.nio.file.NoSuchFileException", path);
        if (arguments.Has("--add-scram"))
            throw Shell.ShellFault.Refused("이 콘솔의 노드는 SASL 리스너를 열지 않아 --add-scram을 지원하지 않습니다.", "The nodes of this console open no SASL listeners, so --add-scram is not supported.");
        var result = arguments.Command == "info" ? await machine.StorageInfoAsync(properties, cancel) : await machine.FormatAsync(properties, new MachineFormat(
            arguments.ValueOf("--cluster-id")!, arguments.Has("--ignore-formatted"), arguments.Has("--standalone"), arguments.Has("--no-initial-controllers"),
            arguments.ValueOf("--initial-controllers"), arguments.ValueOf("--release-version"), arguments.ValuesOf("--feature")), cancel);
        context.Out.Write(result.Out);
        context.Error.Write(result.Error);
        return result.ExitCode;
    }

    /// <summary>Uuid.randomUuid: its text never begins with a dash, so that it can be an argument.</summary>
    private static string RandomId()
    {
        string id;
        do
            id = KafkaIds.Text(Guid.NewGuid());
        while (id[0] == '-');
        return id;
    }
}
