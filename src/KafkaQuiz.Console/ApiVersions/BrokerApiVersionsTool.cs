using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ApiVersions;

/// <summary>kafka-broker-api-versions: which APIs every broker serves, and at which version a Java client of 4.3.1 would ask (BrokerApiVersionsCommand.java).</summary>
internal sealed class BrokerApiVersionsTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-broker-api-versions");

    /// <summary>The APIs of the Java client with its own versions: ApiKeys.clientApis() of Kafka 4.3.1.</summary>
    private static readonly List<(short Key, string Name, short Oldest, short Latest)> ClientApis = LoadApis();

    public override string Name => "kafka-broker-api-versions";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = OptionParser.Parse(Usage, context.Arguments);
            context.MaybePrintHelpOrVersion(options, "This tool helps to retrieve broker version information.");
            context.CheckRequired(options, "bootstrap-server");
            await PrintAsync(context, options, cancel);
            return 0;
        }
        catch (JavaException e)
        {
            // Its client is made by hand: what is wrong with an address comes unwrapped.
            var shown = e.ClassName == "org.apache.kafka.common.KafkaException" ? e.Cause ?? e : e;
            context.ErrorLine(shown.MessageText);
            context.ErrorLine(shown.Trace());
            return 1;
        }
    }

    private static async Task PrintAsync(ToolContext context, OptionSet options, CancellationToken cancel)
    {
        var servers = options.ValueOf("bootstrap-server")!;
        await using var client = context.Connect(servers, context.Properties(options.ValueOf("command-config")), "admin-1", "LegacyAdminClient");
        try
        {
            await client.MetadataAsync([], false, "metadata", cancel);
        }
        catch (JavaException e) when (e.Cause?.ClassName.EndsWith("TimeoutException", StringComparison.Ordinal) == true)
        {
            var nodes = servers.Split(',').Select((s, i) => $"{s} (id: {-1 - i} rack: null isFenced: false)");
            throw new JavaException("java.lang.RuntimeException", $"Request METADATA failed on brokers [{string.Join(", ", nodes)}]");
        }
        foreach (var node in JavaHash.Order(client.Nodes.Values, Hash))
        {
            try
            {
                context.Line($"{node} -> {Text(await client.VersionsAsync(node.Id, "apiVersions", cancel))}");
            }
            catch (JavaException e)
            {
                context.Line($"{node} -> ERROR: {e}");
            }
        }
    }

    /// <summary>NodeApiVersions.toString(lineBreaks).</summary>
    private static string Text(ApiVersionsResponse versions)
    {
        var served = versions.ApiKeys.DistinctBy(a => a.ApiKey).ToDictionary(a => a.ApiKey, a => (Min: a.MinVersion, Max: a.MaxVersion));
        var lines = ClientApis.Select(api => (api.Key, Text: $"{api.Name}({api.Key}): " + (served.TryGetValue(api.Key, out var range) ? Range(range) + Usable(api.Oldest, api.Latest, range) : "UNSUPPORTED")))
            .Concat(served.Where(s => ClientApis.All(a => a.Key != s.Key)).Select(s => (s.Key, Text: $"UNKNOWN({s.Key}): {Range(s.Value)}")));
        return $"(\n{string.Join(",\n", lines.OrderBy(l => l.Key).Select(l => "\t" + l.Text))}\n)";
    }

    private static string Range((short Min, short Max) range) => range.Min == range.Max ? $"{range.Min}" : $"{range.Min} to {range.Max}";

    private static string Usable(short oldest, short latest, (short Min, short Max) range) =>
        range.Max < oldest ? " [unusable: node too old]" : range.Min > latest ? " [unusable: node too new]" : $" [usable: {Math.Min(latest, range.Max)}]";

    /// <summary>Node.hashCode().</summary>
    private static int Hash(KafkaNode node)
    {
        unchecked
        {
            var hash = 31 + JavaHash.Of(node.Host);
            hash = 31 * hash + node.Id;
            hash = 31 * hash + node.Port;
            hash = 31 * hash + (node.Rack is null ? 0 : JavaHash.Of(node.Rack));
            // Boolean.hashCode(false).
            return 31 * hash + 1237;
        }
    }

    private static List<(short, string, short, short)> LoadApis()
    {
        using var stream = typeof(BrokerApiVersionsTool).Assembly.GetManifestResourceStream("KafkaQuiz.Console.ApiVersions.apis.tsv")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t'))
            .Select(c => (Number(c[0]), c[1], Number(c[2]), Number(c[3])))];
    }

    private static short Number(string text) => short.Parse(text, CultureInfo.InvariantCulture);
}
