using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.Features;

/// <summary>kafka-features: the cluster's feature levels (FeatureCommand.java).</summary>
internal sealed class FeaturesTool : Tool
{
    public override string Name => "kafka-features";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            await RunAsync(context, ArgparseParser.Parse(Name, context.Arguments), cancel);
            return 0;
        }
        catch (ArgparseFault fault) when (fault.IsHelp)
        {
            throw fault.Print(context, Name);
        }
        catch (ArgparseFault fault)
        {
            // The tool does without a line's end here.
            context.Error.Write($"Command line error: {fault.Message}. Type --help for help.");
            return 1;
        }
        catch (TerseException e)
        {
            context.ErrorLine(e.Message);
            return 1;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            return 1;
        }
    }

    private static async Task RunAsync(ToolContext context, ArgparseResult arguments, CancellationToken cancel)
    {
        switch (arguments.Command)
        {
            case "version-mapping":
                FeatureLevels.PrintMapping(context, arguments.ValueOf("--release-version"));
                return;
            case "feature-dependencies":
                FeatureLevels.PrintDependencies(context, arguments.ValuesOf("--feature"));
                return;
        }
        var properties = context.Properties(arguments.ValueOf("--command-config"));
        if (!arguments.Has("--bootstrap-server") && !arguments.Has("--bootstrap-controller"))
            throw arguments.Fault("You must specify either --bootstrap-controller or --bootstrap-server.");
        await using var client = context.Connect(arguments, properties);
        if (arguments.Command == "describe")
            await DescribeAsync(context, client, arguments.Int("--node-id"), cancel);
        else
            await ChangeFeatures.RunAsync(context, client, arguments, cancel);
    }

    private static async Task DescribeAsync(ToolContext context, ClusterClient client, int? node, CancellationToken cancel)
    {
        if (node is not null)
            await client.DescribeClusterAsync(cancel);
        var versions = await client.VersionsAsync(node, "describeFeatures", cancel);
        static string Level(string feature, int level) => feature == KafkaFeature.MetadataVersion ? KafkaFeature.VersionName(level) ?? $"UNKNOWN [{level}]" : $"{level}";
        var finalized = versions.FinalizedFeatures?.ToDictionary(f => f.Name, f => f.MaxVersionLevel) ?? [];
        foreach (var feature in versions.SupportedFeatures?.OrderBy(f => f.Name, StringComparer.Ordinal) ?? Enumerable.Empty<Protocol.Messages.ApiVersionsResponse.SupportedFeatureKey>())
        {
            context.Line(
                $"Feature: {feature.Name,-42}SupportedMinVersion: {Level(feature.Name, feature.MinVersion),-17}SupportedMaxVersion: {Level(feature.Name, feature.MaxVersion),-17}" +
                $"FinalizedVersionLevel: {Level(feature.Name, finalized.GetValueOrDefault(feature.Name)),-17}Epoch: {(versions.FinalizedFeaturesEpoch < 0 ? "-" : $"{versions.FinalizedFeaturesEpoch}")}");
        }
    }
}
