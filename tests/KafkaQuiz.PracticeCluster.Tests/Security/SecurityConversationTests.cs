using System.Net;
using System.Runtime.CompilerServices;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>
/// Conversations with a real Apache Kafka 4.3.1 that has SASL listeners and StandardAuthorizer, word for word: each file in Recorded holds commands
/// (<see cref="SecurityCommands"/>) and what the broker answered. The practice cluster must answer the same.
/// eng/record-security-answers.sh writes the answers anew from a real broker.
/// </summary>
public sealed class SecurityConversationTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "Recorded");

    /// <summary>As eng/record-security-answers.sh starts the recorded broker.</summary>
    private static readonly PracticeClusterOptions Options = new()
    {
        Nodes = [new(1) { Listeners = ["SASL_PLAINTEXT", "REAUTH", "PLAINTEXT"] }],
        Configs = new Dictionary<string, string>
        {
            ["listener.security.protocol.map"] = "CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,REAUTH:SASL_PLAINTEXT,PLAINTEXT:PLAINTEXT",
            ["sasl.enabled.mechanisms"] = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            ["listener.name.sasl_plaintext.plain.sasl.jaas.config"] = Jaas("plain.Plain", " user_admin=\"admin-secret\" user_alice=\"alice-secret\" user_bob=\"bob-secret\""),
            ["listener.name.sasl_plaintext.scram-sha-256.sasl.jaas.config"] = Jaas("scram.Scram", ""),
            ["listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config"] = Jaas("scram.Scram", ""),
            ["listener.name.reauth.plain.sasl.jaas.config"] = Jaas("plain.Plain", " user_admin=\"admin-secret\" user_alice=\"alice-secret\" user_bob=\"bob-secret\""),
            ["listener.name.reauth.scram-sha-256.sasl.jaas.config"] = Jaas("scram.Scram", ""),
            ["listener.name.reauth.scram-sha-512.sasl.jaas.config"] = Jaas("scram.Scram", ""),
            ["listener.name.reauth.connections.max.reauth.ms"] = "3600000",
            ["connection.failed.authentication.delay.ms"] = "10",
            ["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            ["super.users"] = "User:admin;User:ANONYMOUS",
        },
        Time = new StoppedTime(),
    };

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)!)
        .Where(f => Environment.GetEnvironmentVariable("SECURITY_FILE") is null or { Length: 0 } || f == Environment.GetEnvironmentVariable("SECURITY_FILE")).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Answers_are_those_of_Kafka(string file)
    {
        var cancel = TestContext.Current.CancellationToken;
        var path = Path.Combine(Folder, file + ".txt");
        var script = await File.ReadAllLinesAsync(path, cancel);
        if (Environment.GetEnvironmentVariable("SECURITY_RECORD_FROM") is { Length: > 0 } real)
        {
            await File.WriteAllLinesAsync(path, await RunAsync(script, real.Split(','), () => Task.Delay(300, cancel)), cancel);
            return;
        }
        await using var cluster = await PracticeCluster.StartAsync(Options, cancel);
        var scott = KafkaQuiz.Practice.Security.Sasl.ScramMechanism.Sha256;
        await cluster.State.Loop.RunAsync(() => cluster.State.Scram.Set("scott", scott, KafkaQuiz.Practice.Security.Sasl.ScramCredential.Of(scott, "scott-secret")));
        var spoken = await RunAsync(script, [.. cluster.State.Nodes[1].Config.BrokerListeners.Select(l => $"127.0.0.1:{l.RealPort}")], () => Task.CompletedTask);
        Assert.Null(cluster.LastFault);
        var differences = string.Join('\n', Differences(script, spoken));
        Assert.True(differences.Length == 0, differences);
    }

    private static async Task<List<string>> RunAsync(IEnumerable<string> script, string[] addresses, Func<Task> settle)
    {
        await using var speaker = new SecurityCommands([.. new[] { "SASL_PLAINTEXT", "REAUTH", "PLAINTEXT" }.Zip(addresses, (name, address) => (name, IPEndPoint.Parse(address)))]);
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
    private static IEnumerable<string> Differences(string[] recorded, List<string> spoken)
    {
        var here = 0;
        for (var there = 0; there < recorded.Length; there++)
        {
            if (!recorded[there].StartsWith('>'))
                continue;
            while (spoken[here] != recorded[there])
                here++;
            var (expected, actual) = (Answer(recorded, there), Answer(spoken, here++));
            if (expected != actual && !IsElsewhere(recorded[there], expected))
                yield return $"{recorded[there]}\n{expected}\n--- but here:\n{actual}";
        }
    }

    /// <summary>
    /// Not compared, as no matter of security: what is not served (DeliberateGaps), a real broker that still waits for its first producer ids, the
    /// random id of a topic that is only validated, controllers' addresses in an answer about no topic, a SyncGroup without its protocol.
    /// </summary>
    private static bool IsElsewhere(string command, string expected)
    {
        var api = Enum.Parse<ApiKey>(command.Split(' ')[2]);
        return !ApiTable.TryGet(api, out _)
            || (api == ApiKey.InitProducerId && expected.Contains("CoordinatorLoadInProgress", StringComparison.Ordinal))
            || (api == ApiKey.CreateTopics && expected.Contains("'new1', TopicId: id, TopicConfigErrorCode", StringComparison.Ordinal))
            || (api == ApiKey.DescribeQuorum && expected.Contains("UnknownTopicOrPartition", StringComparison.Ordinal))
            || (api == ApiKey.SyncGroup && expected.Contains("InconsistentGroupProtocol", StringComparison.Ordinal));
    }

    private static string Answer(IEnumerable<string> lines, int command) =>
        string.Join('\n', lines.Skip(command + 1).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)));

    private static string Jaas(string module, string options) => $"org.apache.kafka.common.security.{module}LoginModule required{options};";

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
