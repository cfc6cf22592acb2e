using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Configs;

/// <summary>kafka-configs: configs of topics, brokers, groups, quotas of clients and users (ConfigCommand.scala).</summary>
internal sealed class ConfigsTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-configs", "delete-config");

    public override string Name => "kafka-configs";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = ConfigsOptions.Parse(context, Usage);
            if (options.Set.Has("bootstrap-controller"))
                throw Shell.ShellFault.Refused("이 콘솔은 브로커에만 연결합니다. --bootstrap-server를 쓰세요.", "This console connects to brokers only. Use --bootstrap-server.");
            await using var client = context.Connect(options.Set.ValueOf("bootstrap-server")!, context.Properties(options.Set.ValueOf("command-config")));
            var type = options.EntityTypes[0];
            var quotas = type is ConfigsOptions.Users or ConfigsOptions.Clients or ConfigsOptions.Ips;
            if (options.Set.Has("describe"))
                await (quotas ? DescribeQuotas.RunAsync(context, client, options, cancel) : DescribeConfigs.RunAsync(context, client, options, cancel));
            else
                await AlterAsync(context, client, options, quotas, cancel);
            return 0;
        }
        catch (JavaException e) when (IsMistake(e))
        {
            context.ErrorLine(e.MessageText);
            return 1;
        }
        catch (JavaException e)
        {
            context.ErrorLine($"Error while executing config command with args '{string.Join(' ', context.Arguments)}'");
            context.Error.Write(e.Trace());
            return 1;
        }
    }

    private static async Task AlterAsync(ToolContext context, Cluster.ClusterClient client, ConfigsOptions options, bool quotas, CancellationToken cancel)
    {
        var added = ConfigChanges.Added(context, options.Set);
        var deleted = options.Set.Has("delete-config") ? options.Set.ValuesOf("delete-config").Select(k => k.Trim()).ToList() : [];
        if (quotas)
            await AlterQuotas.RunAsync(client, options, added, deleted, cancel);
        else
            await AlterConfigs.RunAsync(client, options, added, deleted, cancel);
        context.Line(options.EntityNames[0].Length > 0
            ? $"Completed updating config for {options.EntityTypes[0][..^1]} {options.EntityNames[0]}."
            : $"Completed updating default config for {options.EntityTypes[0]} in the cluster.");
    }

    /// <summary>What the tool takes for the user's mistake: it prints the message alone.</summary>
    private static bool IsMistake(JavaException e) =>
        e.ClassName is "java.lang.IllegalArgumentException" or "org.apache.kafka.common.errors.InvalidConfigurationException" || e.ClassName.StartsWith("joptsimple.", StringComparison.Ordinal);
}
