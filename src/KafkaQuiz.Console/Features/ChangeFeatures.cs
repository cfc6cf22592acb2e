using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Features;

/// <summary><c>kafka-features upgrade, downgrade, disable</c>: one update of all named features, which all succeed or all fail.</summary>
internal static class ChangeFeatures
{
    // FeatureUpdate.UpgradeType.
    private const sbyte Upgrade = 1;
    private const sbyte SafeDowngrade = 2;
    private const sbyte UnsafeDowngrade = 3;

    public static async Task RunAsync(ToolContext context, ClusterClient client, ArgparseResult arguments, CancellationToken cancel)
    {
        var action = arguments.Command;
        var type = action == "upgrade" ? Upgrade : arguments.Has("--unsafe") ? UnsafeDowngrade : SafeDowngrade;
        var levels = action == "disable" ? Disabled(arguments) : Wanted(context, arguments);
        if (levels.Count == 0)
            throw new TerseException($"You must specify at least one feature to {action}");
        foreach (var level in levels.Values)
        {
            if (level < 0)
                throw new TerseException("Cannot specify a negative version level.");
            if (level == 0 && type == Upgrade)
                throw new TerseException($"The upgradeType flag should be set to SAFE_DOWNGRADE or UNSAFE_DOWNGRADE when the provided maxVersionLevel:{level} is < 1.");
        }
        var dryRun = arguments.Has("--dry-run");
        var answer = await client.AskAsync(new UpdateFeaturesRequest
        {
            ValidateOnly = dryRun,
            FeatureUpdates = [.. levels.Select(l => new UpdateFeaturesRequest.FeatureUpdateKey { Feature = l.Key, MaxVersionLevel = l.Value, UpgradeType = type, AllowDowngrade = type != Upgrade })],
        }, "updateFeatures", cancel);
        var errors = answer.Results.Where(r => r.ErrorCode != ErrorCode.None).ToDictionary(r => r.Feature, r => KafkaErrors.Exception(r.ErrorCode, r.ErrorMessage));
        var failed = 0;
        foreach (var (feature, level) in levels.OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            var error = errors.GetValueOrDefault(feature) ?? (answer.ErrorCode == ErrorCode.None ? null : KafkaErrors.Exception(answer.ErrorCode, answer.ErrorMessage));
            failed += error is null ? 0 : 1;
            context.Line((error, dryRun) switch
            {
                (null, false) => action == "disable" ? $"{feature} was disabled." : $"{feature} was {action}d to {level}.",
                (null, true) => action == "disable" ? $"{feature} can be disabled." : $"{feature} can be {action}d to {level}.",
                (_, false) => action == "disable" ? $"Could not disable {feature}. {error.MessageText}" : $"Could not {action} {feature} to {level}. {error.MessageText}",
                (_, true) => action == "disable" ? $"Can not disable {feature}. {error.MessageText}" : $"Can not {action} {feature} to {level}. {error.MessageText}",
            });
        }
        if (failed > 0)
            throw new TerseException($"{failed} out of {levels.Count} operation(s) failed.");
    }

    private static Dictionary<string, short> Disabled(ArgparseResult arguments)
    {
        var levels = new Dictionary<string, short>(StringComparer.Ordinal);
        foreach (var feature in arguments.ValuesOf("--feature"))
        {
            if (!levels.TryAdd(feature, 0))
                throw new TerseException("Feature " + feature + " was specified more than once.");
        }
        return levels;
    }

    private static Dictionary<string, short> Wanted(ToolContext context, ArgparseResult arguments)
    {
        var levels = new Dictionary<string, short>(StringComparer.Ordinal);
        if (arguments.ValueOf("--release-version") is { } release)
        {
            if (arguments.Has("--metadata") || arguments.Has("--feature"))
                throw new TerseException("Can not specify `release-version` with other feature flags.");
            var version = KafkaFeature.VersionLevel(release);
            levels[KafkaFeature.MetadataVersion] = version;
            foreach (var feature in KafkaFeature.All.Where(f => arguments.Command != "upgrade" || f.Default(version) > 0))
                levels[feature.Name] = feature.Default(version);
            return levels;
        }
        if (arguments.ValueOf("--metadata") is { } metadata)
        {
            context.Line(" `metadata` flag is deprecated and may be removed in a future release.");
            levels[KafkaFeature.MetadataVersion] = KafkaFeature.VersionLevel(metadata);
        }
        foreach (var (name, level) in arguments.ValuesOf("--feature").Select(FeatureLevels.Parse))
        {
            if (!levels.TryAdd(name, level))
                throw new TerseException("Feature " + name + " was specified more than once.");
        }
        return levels;
    }
}
