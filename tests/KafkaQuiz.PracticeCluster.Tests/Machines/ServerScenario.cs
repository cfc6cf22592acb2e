namespace KafkaQuiz.Practice.Tests.Machines;

/// <summary>A scenario of server-scripts.txt: properties, commands, what Kafka's scripts printed.</summary>
internal sealed record ServerScenario(string Name, IReadOnlyDictionary<string, string> Properties, IReadOnlyList<ServerScenario.Command> Commands)
{
    /// <param name="Line">As on a command line.</param>
    /// <param name="Output">Lines printed.</param>
    /// <param name="Ending">Exit code, "up", or null for what has none.</param>
    internal sealed record Command(string Line, List<string> Output, string? Ending);

    public static IReadOnlyList<ServerScenario> All { get; } = Read();

    private static List<ServerScenario> Read()
    {
        var parts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Machines", "server-scripts.txt")).Split("\n== ");
        var common = parts[0].Split('\n').Where(l => l.StartsWith("base ", StringComparison.Ordinal)).Select(l => l[5..].Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        return [.. parts.Skip(1).Select(text => One(text.Split('\n'), new(common)))];
    }

    private static ServerScenario One(string[] lines, Dictionary<string, string> properties)
    {
        var commands = new List<Command>();
        foreach (var line in lines.Skip(1).Where(l => l.Length > 0))
        {
            var rest = line.Length > 2 ? line[2..] : "";
            if (line[0] == '=')
                properties[rest.Split('=', 2)[0]] = rest.Split('=', 2)[1];
            else if (line[0] == '-')
                properties.Remove(rest);
            else if (line[0] == '$')
                commands.Add(new(rest, [], null));
            else if (line[0] == '|')
                commands[^1].Output.Add(rest);
            else if (line[0] == '?')
                commands[^1] = commands[^1] with { Ending = rest };
        }
        return new(lines[0], properties, commands);
    }
}
