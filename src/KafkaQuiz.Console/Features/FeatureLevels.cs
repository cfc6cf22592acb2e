using System.Globalization;

namespace KafkaQuiz.Console.Features;

/// <summary><c>feature=level</c> arguments, and the two look-ups that kafka-features and kafka-storage share.</summary>
internal static class FeatureLevels
{
    /// <exception cref="TerseException">Not of that form.</exception>
    public static (string Name, short Level) Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw new TerseException($"Can't parse feature=level string {text}: equals sign not found.");
        var level = text[(equals + 1)..].Trim();
        return short.TryParse(level, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (text[..equals].Trim(), number)
            : throw new TerseException($"Can't parse feature=level string {text}: unable to parse {level} as a short.");
    }

    /// <summary><c>version-mapping</c>.</summary>
    public static void PrintMapping(ToolContext context, string? release)
    {
        var level = release is null ? KafkaFeature.LatestVersion : KafkaFeature.VersionLevel(release);
        context.Line($"metadata.version={level} ({release ?? KafkaFeature.VersionName(level)})");
        foreach (var feature in KafkaFeature.All)
            context.Line($"{feature.Name}={feature.Default(level)}");
    }

    /// <summary><c>feature-dependencies</c>.</summary>
    public static void PrintDependencies(ToolContext context, IEnumerable<string> arguments)
    {
        foreach (var (name, level) in arguments.Select(Parse))
        {
            if (name == KafkaFeature.MetadataVersion)
            {
                var version = KafkaFeature.VersionName(level) ?? throw new TerseException($"Unknown metadata.version {level}");
                context.Line($"metadata.version={level} ({version}) has no dependencies.");
                continue;
            }
            var feature = KafkaFeature.Find(name) ?? throw new TerseException("Unknown feature: " + name);
            if (!feature.HasLevel(level))
                throw new TerseException($"No feature:{name} with feature level {level}");
            if (feature.Needs(level) is { } needed)
                context.Line($"{name}={level} requires:\n    metadata.version={needed} ({KafkaFeature.VersionName(needed)})");
            else
                context.Line($"{name}={level} has no dependencies.");
        }
    }
}
