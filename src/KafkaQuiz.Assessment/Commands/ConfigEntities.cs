namespace KafkaQuiz.Assessment.Commands;

/// <summary>
/// kafka-configs names what it configures in two ways: <c>--entity-type topics --entity-name orders</c> and <c>--topic orders</c> (KIP-543). The
/// first, whose types and names pair up in order, is rewritten as the second.
/// </summary>
internal static class ConfigEntities
{
    private static readonly Dictionary<string, (string Named, string? Default)> shortWays = new(StringComparer.Ordinal)
    {
        ["topics"] = ("--topic", null),
        ["brokers"] = ("--broker", "--broker-defaults"),
        ["broker-loggers"] = ("--broker-logger", null),
        ["clients"] = ("--client", "--client-defaults"),
        ["users"] = ("--user", "--user-defaults"),
        ["ips"] = ("--ip", "--ip-defaults"),
        ["client-metrics"] = ("--client-metrics", null),
        ["groups"] = ("--group", null),
    };

    /// <summary>The options that name an entity in the short way.</summary>
    public static IEnumerable<string> Options => shortWays.Values.Select(way => way.Named);

    public static IReadOnlyList<(string Name, string? Value)> Named(IReadOnlyList<(string Name, string? Value)> options)
    {
        string[] types = [.. options.Where(option => option is { Name: "--entity-type", Value: not null }).Select(option => option.Value!)];
        var names = options.Where(option => option.Name is "--entity-name" or "--entity-default").ToList();
        if (types.Length == 0 || types.Length != names.Count || types.Any(type => !shortWays.ContainsKey(type))) return options;
        if (types.Zip(names).Any(pair => pair.Second.Name == "--entity-default" && shortWays[pair.First].Default is null)) return options;
        return
        [
            .. options.Where(option => option.Name is not ("--entity-type" or "--entity-name" or "--entity-default")),
            .. types.Zip(names, (type, name) => name.Name == "--entity-default" ? (shortWays[type].Default!, null) : (shortWays[type].Named, name.Value)),
        ];
    }
}
