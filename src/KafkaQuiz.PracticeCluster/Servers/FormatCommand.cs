using System.Globalization;
using KafkaQuiz.Practice.Controller;

namespace KafkaQuiz.Practice.Servers;

/// <summary>
/// `kafka-storage.sh format` (StorageTool.runFormatCommand, Formatter.java): the checks in Kafka's order, then a meta.properties for every directory
/// that has none. Only on the loop. Left out: `--add-scram`.
/// </summary>
internal static class FormatCommand
{
    /// <summary>metadata.version by release: levels 7, 8, … 30 (MetadataVersion.java).</summary>
    private static readonly string[] Releases =
    [
        "3.3-IV3", "3.4-IV0", "3.5-IV0", "3.5-IV1", "3.5-IV2", "3.6-IV0", "3.6-IV1", "3.6-IV2", "3.7-IV0", "3.7-IV1", "3.7-IV2", "3.7-IV3",
        "3.7-IV4", "3.8-IV0", "3.9-IV0", "4.0-IV0", "4.0-IV1", "4.0-IV2", "4.0-IV3", "4.1-IV0", "4.1-IV1", "4.2-IV0", "4.2-IV1", "4.3-IV0",
    ];

    /// <summary>Other features that a release brings, with their levels and the lowest metadata.version that does (Feature.java).</summary>
    private static readonly (string Name, short Level, int From)[] Brought =
    [
        ("eligible.leader.replicas.version", 1, 26),
        ("group.version", 1, 22),
        ("share.version", 1, 28),
        ("streams.version", 1, 29),
        ("transaction.version", 2, 24),
    ];

    /// <returns>What it prints.</returns>
    /// <exception cref="KafkaFault">It fails; nothing was formatted.</exception>
    public static string Run(Disk disk, ServerConfig config, StorageFormat options, Func<Guid> newId)
    {
        var release = options.ReleaseVersion is { } text ? Level(text) : (short?)null;
        var wanted = Wanted(options.Features);
        var voters = InitialVoters(config, options, newId);
        var levels = Levels(release, wanted, isDynamic: config.Voters.Count == 0 && (voters.Count > 0 || options.HasNoInitialControllers));
        var level = levels[Features.MetadataVersion];
        var formatted = MetaProperties.Formatted(disk, config);
        MetaProperties.Verify(formatted, options.ClusterId, config.NodeId);
        if (formatted.Count > 0 && !options.IgnoresFormatted)
            throw KafkaFault.Terse($"Log directory {formatted[0].Path} is already formatted. Use --ignore-formatted to ignore this directory and format the others.");
        var empty = MetaProperties.Empty(disk, config);
        if (empty.Count == 0)
            return "All of the log directories are already formatted.\n";
        var printed = $"Bootstrap metadata: {Shown(levels, level)}\n";
        foreach (var path in empty)
        {
            var isMetadata = path == config.MetadataLogDir;
            var own = isMetadata ? voters.Find(v => v.Id == config.NodeId) : null;
            disk[path] = new StorageDirectory
            {
                ClusterId = options.ClusterId,
                NodeId = config.NodeId,
                Id = own?.Directory ?? newId(),
                InitialVoters = isMetadata ? voters : [],
                Levels = levels,
            };
            var kind = !isMetadata ? "data directory" : voters.Count == 0 ? "metadata directory" : own is null ? "dynamic metadata directory" : "dynamic metadata voter directory";
            printed += $"Formatting {kind} {path} with metadata.version {Releases[level - 7]}.\n";
        }
        return printed;
    }

    private static short Level(string release)
    {
        // A release without its IV means its last one.
        var at = Array.FindLastIndex(Releases, r => r == release || r.StartsWith(release + "-IV", StringComparison.Ordinal));
        return at >= 0 ? (short)(at + 7) : throw KafkaFault.Terse($"Unknown metadata.version '{release}'. Supported metadata.version are: {string.Join(", ", Releases)}");
    }

    private static List<Voter> InitialVoters(ServerConfig config, StorageFormat options, Func<Guid> newId)
    {
        var isStatic = config.Voters.Count > 0;
        if (isStatic && (options.InitialControllers is not null || options.IsStandalone))
            throw KafkaFault.Terse("You cannot specify controller.quorum.voters and format the node with --initial-controllers or --standalone. If you want to use dynamic quorum, please remove controller.quorum.voters and specify controller.quorum.bootstrap.servers instead.");
        var voters = options.InitialControllers is { } text ? Voter.ParseInitial(text) : [];
        if (options.IsStandalone)
        {
            if (!config.IsController)
                throw KafkaFault.Terse("You can only use --standalone on a controller.");
            var listener = config.ToNode().ControllerListeners.First();
            voters = [new Voter(config.NodeId, listener.AdvertisedHost.Length > 0 ? listener.AdvertisedHost : "localhost", listener.AdvertisedPort, newId())];
        }
        if (!options.HasNoInitialControllers && config.IsController && !isStatic && voters.Count == 0)
            throw KafkaFault.Terse("Because controller.quorum.voters is not set on this controller, you must specify one of the following: --standalone, --initial-controllers, or --no-initial-controllers.");
        return voters;
    }

    /// <summary>`--feature` NAME=LEVEL.</summary>
    private static Dictionary<string, short> Wanted(IReadOnlyList<string> features)
    {
        var wanted = new Dictionary<string, short>();
        foreach (var feature in features)
        {
            if (feature.Split('=', 2) is not [var name, var level])
                throw KafkaFault.Runtime($"Can't parse feature=level string {feature}: equals sign not found.");
            wanted[name.Trim()] = short.TryParse(level, CultureInfo.InvariantCulture, out var number) ? number
                : throw KafkaFault.Runtime($"Can't parse feature=level string {feature}: unable to parse {level} as a short.");
        }
        return wanted;
    }

    /// <summary>Formatter.calculateEffectiveFeatureLevels.</summary>
    private static Dictionary<string, short> Levels(short? release, Dictionary<string, short> wanted, bool isDynamic)
    {
        const string Kraft = "kraft.version";
        if (release is not null && wanted.ContainsKey(Features.MetadataVersion))
            throw KafkaFault.Terse("Use --release-version instead of --feature metadata.version=X to avoid ambiguity.");
        if (wanted.Keys.FirstOrDefault(n => Features.All.All(f => f.Name != n)) is { } unknown)
            throw KafkaFault.Terse($"Unsupported feature: {unknown}. Supported features are: {string.Join(", ", Features.All.Select(f => f.Name).Where(n => n != Features.MetadataVersion))}");
        var levels = Features.All.ToDictionary(f => f.Name, _ => (short)0);
        levels[Features.MetadataVersion] = release ?? wanted.GetValueOrDefault(Features.MetadataVersion, (short)30);
        levels[Kraft] = (short)(isDynamic ? 1 : 0);
        foreach (var (name, level, from) in Brought.Where(b => levels[Features.MetadataVersion] >= b.From))
            levels[name] = level;
        if (!isDynamic && wanted.GetValueOrDefault(Kraft) == 1)
            throw KafkaFault.Terse("Cannot set kraft.version to 1 unless controller.quorum.voters is empty and one of the flags --standalone, --initial-controllers, or --no-initial-controllers is used. For dynamic controllers support, try using one of --standalone, --initial-controllers, or --no-initial-controllers and removing controller.quorum.voters.");
        foreach (var (name, level) in wanted)
        {
            if (Features.All.First(f => f.Name == name) is var feature && (level < 0 || level > feature.Max || (name == Features.MetadataVersion && level < feature.Min)))
                throw KafkaFault.Argument($"No feature:{name} with feature level {level}");
            levels[name] = level;
        }
        return levels[Features.EligibleLeaderReplicas] == 0 || levels[Features.MetadataVersion] >= 23 ? levels
            : throw KafkaFault.Argument("eligible.leader.replicas.version could not be set to 1 because it depends on metadata.version level 23");
    }

    /// <summary>BootstrapMetadata.toString; kraft.version is no record of it.</summary>
    private static string Shown(Dictionary<string, short> levels, short metadata)
    {
        var records = levels.Where(l => l.Value > 0 && l.Key != "kraft.version").OrderBy(l => l.Key != Features.MetadataVersion).ThenBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => $"ApiMessageAndVersion(FeatureLevelRecord(name='{l.Key}', featureLevel={l.Value}) at version 0)");
        return $"BootstrapMetadata(records=[{string.Join(", ", records)}], metadataVersionLevel={metadata}, source=format command)";
    }
}
