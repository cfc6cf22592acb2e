using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Servers;

/// <summary>kafka-server-stop [--process-role=ROLE] [--node-id=ID]: SIGTERM to the machine's servers, to all or to those whose properties say so.</summary>
internal sealed class ServerStopTool : Tool
{
    public override string Name => "kafka-server-stop";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        var machine = context.RequireMachine(Name);
        var role = Value(context, "--process-role=");
        var node = Value(context, "--node-id=");
        if (role is not null && node is not null)
            context.Line("When both node-id and process-role are provided, the value for node-id will take precedence");
        if (machine.Servers.Count == 0)
        {
            context.Line("No kafka server to stop");
            return 1;
        }
        foreach (var server in machine.Servers)
        {
            var properties = JavaProperties.Load(server.Properties);
            // The script compares texts: broker is not broker,controller.
            if (node is not null ? properties.GetValueOrDefault("node.id") == node : role is null || properties.GetValueOrDefault("process.roles") == role)
                await machine.SignalAsync(server.ProcessId, MachineSignal.Terminate, cancel);
        }
        return 0;
    }

    private static string? Value(ToolContext context, string option) => context.Arguments.FirstOrDefault(a => a.StartsWith(option, StringComparison.Ordinal))?[option.Length..];
}
