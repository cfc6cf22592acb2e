using System.Runtime.CompilerServices;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Recorded;

/// <summary>
/// Conversations with a real Apache Kafka 4.3.1, word for word: each file here holds commands (<see cref="AdminCommands"/>) and what the
/// brokers answered. The practice cluster must answer the same. eng/record-practice-answers.sh writes the answers anew from a real cluster.
/// </summary>
public sealed class RecordedTests
{
    /// <summary>Passes after every command: brokers of a real cluster learn of a change a little after it was acknowledged.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private static readonly string Folder = Path.GetDirectoryName(ThisFile())!;

    /// <summary>What the recorded brokers were started with, beyond the practice cluster's own; the recording script knows the same.</summary>
    private static readonly Dictionary<string, string> Statics = new()
    {
        ["log.dirs"] = "/data/a,/data/b",
        ["log.retention.check.interval.ms"] = "1000",
        ["log.initial.task.delay.ms"] = "500",
        ["log.cleaner.backoff.ms"] = "500",
        ["transaction.partition.verification.enable"] = "false",
    };

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!)
        .Where(f => Environment.GetEnvironmentVariable("PRACTICE_CONVERSATION") is not { Length: > 0 } only || only.Split(',').Contains(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Answers_are_those_of_Kafka(string file)
    {
        var cancel = TestContext.Current.CancellationToken;
        var path = Path.Combine(Folder, file + ".txt");
        var script = await File.ReadAllLinesAsync(path, cancel);
        if (Environment.GetEnvironmentVariable("PRACTICE_RECORD_FROM") is { Length: > 0 } real)
        {
            await using var speaker = new AdminCommands(real, TimeProvider.System, span => Task.Delay(span, cancel));
            await File.WriteAllLinesAsync(path, await RunAsync(script, speaker, () => Task.Delay(Settling, cancel)), cancel);
            return;
        }
        await using var cluster = await PracticeCluster.StartAsync(new() { Seed = 1, Configs = Statics, Time = new StoppedTime() }, cancel);
        await using (var speaker = new AdminCommands(cluster.BootstrapServers, cluster.Time, cluster.AdvanceAsync) { WriteMarker = WriteAsync })
        {
            var differences = Differences(script, await RunAsync(script, speaker, () => cluster.AdvanceAsync(Settling)));
            Assert.True(differences.Length == 0, differences);
        }
        Assert.Null(cluster.LastFault);

        Task WriteAsync(string topic, int partition, byte[] marker) => cluster.State.Loop.RunAsync(() => { cluster.State.Replicator.Append(cluster.State.Topics.Find(topic, partition)!, marker); });
    }

    private static async Task<List<string>> RunAsync(IEnumerable<string> script, AdminCommands speaker, Func<Task> settle)
    {
        var spoken = new List<string>();
        foreach (var line in script.Where(l => l.Length == 0 || l[0] is '#' or '>'))
        {
            spoken.Add(line);
            if (!line.StartsWith('>'))
                continue;
            spoken.AddRange((await speaker.RunAsync(line[1..].Trim())).Select(answer => "  " + answer));
            await settle();
        }
        return spoken;
    }

    /// <summary>The commands that were answered otherwise, with both answers.</summary>
    private static string Differences(IEnumerable<string> recorded, IEnumerable<string> spoken) => string.Join('\n', Answered(recorded).Zip(Answered(spoken))
        .Where(p => p.First != p.Second).Select(p => $"{p.First}\n--- but here:\n{p.Second}"));

    /// <summary>Each command with its answers.</summary>
    private static List<string> Answered(IEnumerable<string> lines)
    {
        var answered = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("  ", StringComparison.Ordinal))
                answered[^1] += "\n" + line;
            else
                answered.Add(line);
        }
        return answered;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
