using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Machines;

/// <summary>The practice machine prints and does what Kafka's own scripts printed and did (server-scripts.txt, recorded from Kafka 4.3.1).</summary>
public sealed partial class ServerScriptTests
{
    public static TheoryData<string> Scenarios => [.. ServerScenario.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task What_the_scripts_print_is_what_Kafkas_print(string name)
    {
        var scenario = ServerScenario.All.Single(s => s.Name == name);
        var properties = new Dictionary<string, string>(scenario.Properties);
        await using var machine = new PracticeMachine(new() { Time = new StoppedTime(), WorkingDirectory = "/work" });
        foreach (var command in scenario.Commands)
        {
            var (output, ending, isWhole) = await RunAsync(machine, properties, command.Line);
            Assert.Equal(command.Ending, ending);
            if (isWhole)
                Assert.Equal(command.Output, output);
            else
                AssertWithin(output, command.Output);
        }
        Assert.Null(machine.LastFault);
    }

    /// <summary>A server that fails late logs more than its reasons: ours are all among Kafka's lines, in their order.</summary>
    private static void AssertWithin(List<string> ours, List<string> kafkas)
    {
        Assert.NotEmpty(ours);
        var at = -1;
        foreach (var line in ours)
        {
            var found = kafkas.IndexOf(line, at + 1);
            Assert.True(found > at, $"Kafka does not print {line}\nafter what came before it:\n{string.Join('\n', kafkas)}");
            at = found;
        }
    }

    private static async Task<(List<string> Output, string? Ending, bool IsWhole)> RunAsync(PracticeMachine machine, Dictionary<string, string> properties, string line)
    {
        var words = line.Split(' ');
        switch (words[0])
        {
            case "edit":
                properties[words[1].Split('=', 2)[0]] = words[1].Split('=', 2)[1];
                return ([], null, true);
            case "rm":
                await machine.DeleteDirectoryAsync(words[1]);
                return ([], null, true);
            case "occupy":
                // Another program on the port is another server on it, as far as a machine goes.
                await OccupyAsync(machine, words[1]);
                return ([], null, true);
            case "start":
                return await StartAsync(machine, Text(properties));
            default:
                var result = words[0] == "info" ? await machine.StorageInfoAsync(Text(properties)) : await machine.FormatAsync(Text(properties), Format(words));
                return (Lines(result.Output), $"{result.ExitCode}", true);
        }
    }

    private static async Task<(List<string> Output, string? Ending, bool IsWhole)> StartAsync(PracticeMachine machine, string properties)
    {
        var server = await machine.StartAsync(properties);
        if (server.ExitCode is { } code)
        {
            var log = Lines(string.Join('\n', server.Log)).Where(l => !l.Contains("] INFO ", StringComparison.Ordinal)).ToList();
            return (log, $"{code}", log.Exists(l => l.EndsWith("Exiting Kafka due to fatal exception (kafka.Kafka$)", StringComparison.Ordinal)));
        }
        await machine.StopAsync(server);
        return ([], server.Log.Any(l => l.Contains("Kafka Server started", StringComparison.Ordinal)) ? "up" : "waits", true);
    }

    private static async Task OccupyAsync(PracticeMachine machine, string port)
    {
        var properties = $"process.roles=controller\nnode.id=9\ncontroller.quorum.voters=9@localhost:{port}\nlisteners=CONTROLLER://localhost:{port}\ncontroller.listener.names=CONTROLLER\nlog.dirs=other\n";
        await machine.FormatAsync(properties, new("other"));
        Assert.Null((await machine.StartAsync(properties)).ExitCode);
    }

    private static StorageFormat Format(string[] words)
    {
        string? After(string option) => Array.Find(words, w => w.StartsWith(option + "=", StringComparison.Ordinal)) is { } joined ? joined[(option.Length + 1)..]
            : Array.IndexOf(words, option) is >= 0 and var at ? words[at + 1] : null;
        return new(After("-t")!)
        {
            IgnoresFormatted = words.Contains("-g"),
            IsStandalone = words.Contains("--standalone"),
            HasNoInitialControllers = words.Contains("--no-initial-controllers"),
            InitialControllers = After("--initial-controllers"),
            ReleaseVersion = After("-r"),
            Features = [.. words.Index().Where(w => w.Item == "-f").Select(w => words[w.Index + 1])],
        };
    }

    private static string Text(Dictionary<string, string> properties) => string.Concat(properties.Select(p => $"{p.Key}={p.Value}\n"));

    private static List<string> Lines(string output)
    {
        var lines = output.Split('\n').Select(l => DirectoryId().Replace(Time().Replace(l, "[time]"), "directory.id={id}").TrimEnd()).ToList();
        while (lines is [.., ""])
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    [GeneratedRegex(@"^\[\d{4}-[^\]]*\]")]
    private static partial Regex Time();

    [GeneratedRegex(@"directory\.id=[\w-]{22}")]
    private static partial Regex DirectoryId();
}
