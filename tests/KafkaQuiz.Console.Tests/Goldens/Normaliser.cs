using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>Replaces what differs from run to run, keeping lengths where columns depend on them, and drops frames of Java stacks.</summary>
internal sealed partial class Normaliser(string bootstrapServers)
{
    public Printed Apply(Printed printed) => new(Apply(printed.Out), Apply(printed.Error), printed.Exit);

    private string Apply(string text)
    {
        var brokers = bootstrapServers.Split(',');
        for (var i = 0; i < brokers.Length; i++)
            text = text.Replace(brokers[i], "127.0.0.1:PORT" + (i + 1), StringComparison.Ordinal);
        text = Frames().Replace(text.Replace("\r", "", StringComparison.Ordinal), "");
        text = Noise().Replace(text, "");
        text = OtherPort().Replace(text, "127.0.0.1:PORT-");
        text = LogTime().Replace(text, "[TIME]");
        text = Timestamp().Replace(text, "TIMESTAMP....");
        text = LogDirectory().Replace(text, "/LOGS/node-");
        text = TopicId().Replace(text, "TopicId: TOPIC-ID");
        text = ClusterId().Replace(text, "$1CLUSTER-ID");
        text = Member().Replace(text, "UUID--------------------------------");
        text = DrawnGroup().Replace(text, "groupId=console-consumer-DRAWN");
        text = Recoverable().Replace(text, "correlation id N : {$1=RETRIED}");
        text = Quorum().Replace(text, "$1N");
        text = QuorumRow().Replace(text, m => "N" + Regex.Replace(m.Value, @"(?<=\t)[0-9]+ *(?=\t)", "N")[1..]);
        text = Ago().Replace(text, "N ms ago\t");
        text = Coordinator().Replace(text, "127.0.0.1:PORT*  (*)");
        text = SetOrder().Replace(text, m => m.Groups[1].Value + string.Join(", ", m.Groups[2].Value.Split(", ").Order(StringComparer.Ordinal)) + m.Groups[3].Value);
        return WithoutRepeats(text);
    }

    /// <summary>Warnings that a client repeats while it tries again, however often.</summary>
    private static string WithoutRepeats(string text)
    {
        var lines = text.Split('\n').ToList();
        for (var i = lines.Count - 1; i > 0; i--)
        {
            if (lines[i].StartsWith("[TIME] WARN ", StringComparison.Ordinal) && lines[i] == lines[i - 1])
                lines.RemoveAt(i);
        }
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^\t(?:\tat|at|\.\.\. \d+ more).*\n|^\t\t\.\.\. \d+ more\n", RegexOptions.Multiline)]
    private static partial Regex Frames();

    [GeneratedRegex(@"^.*(?:Unable to register Log4j shutdown hook|Bootstrap broker 127\.0\.0\.1:\S+ \(id: -\d).*\n", RegexOptions.Multiline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]{4,5}\b")]
    private static partial Regex OtherPort();

    [GeneratedRegex(@"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}\]")]
    private static partial Regex LogTime();

    [GeneratedRegex(@"(?<![0-9])1[789]\d{11}(?![0-9])")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"/[A-Za-z0-9_./-]*/kafkaquiz-kafka-[A-Za-z0-9]+/node-")]
    private static partial Regex LogDirectory();

    [GeneratedRegex(@"TopicId: [A-Za-z0-9_-]{22}")]
    private static partial Regex TopicId();

    [GeneratedRegex(@"(ClusterId:\s+)[A-Za-z0-9_-]{22}")]
    private static partial Regex ClusterId();

    [GeneratedRegex(@"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Member();

    [GeneratedRegex(@"groupId=console-consumer-\d+")]
    private static partial Regex DrawnGroup();

    [GeneratedRegex(@"correlation id \d+ : \{([^=}]+)=[A-Z_]+\}")]
    private static partial Regex Recoverable();

    [GeneratedRegex(@"^((?:LeaderId|LeaderEpoch|HighWatermark|MaxFollowerLag|MaxFollowerLagTimeMs):\s+)-?\d+", RegexOptions.Multiline)]
    private static partial Regex Quorum();

    [GeneratedRegex(@"^[N\d]+ +\t[A-Za-z0-9_-]{22}\t.*$", RegexOptions.Multiline)]
    private static partial Regex QuorumRow();

    // Which broker coordinates a group follows from the leaders of __consumer_offsets, which the cluster draws.
    [GeneratedRegex(@"127\.0\.0\.1:PORT[0-9*]  \([0-9*]\)")]
    private static partial Regex Coordinator();

    // Java's immutable sets are iterated in an order that is drawn anew in every run.
    [GeneratedRegex(@"((?:following scenarios: \[|one of these options: |following options: |Valid (?:states|types) are: |Option combination ""\[|Detected group ids: ))([^""\n]+?)(\]"" can't|\]$|$)", RegexOptions.Multiline)]
    private static partial Regex SetOrder();

    [GeneratedRegex(@"\d+ ms ago *\t")]
    private static partial Regex Ago();
}
