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
        text = PortColumn().Replace(text, "127.0.0.1 PORT-");
        text = Cluster().Replace(text, "Cluster ID: CLUSTER-ID");
        text = Epoch().Replace(text, "Epoch: N");
        text = Controller().Replace(text, "Local controller N");
        text = CallTimeout().Replace(text, "$1deadlineMs=N) timed out at N after N attempt(s)");
        text = Rates().Replace(text, m => Milliseconds().Replace(Decimal().Replace(Interval().Replace(m.Value, "N records sent"), d => "N." + new string('d', d.Groups[1].Length)), "N$1"));
        text = Repeated().Replace(text, "$1");
        text = Progress().Replace(text, m => Number().Replace(Fraction().Replace(Date().Replace(m.Value, "DATE"), "N.dddd"), "N"));
        text = TransactionTable().Replace(text, m => Cell().Replace(m.Value, c => (c.Groups[1].Value.All(char.IsAsciiDigit) ? "N" : c.Groups[1].Value) + "\t"));
        text = UsageText.WithoutDrawnGroup(text);
        text = Working().Replace(text, "Reading payloads from: /WORK/");
        text = Work().Replace(text, "/WORK");
        text = Formatted().Replace(text, m => string.Concat(m.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(l => l + "\n")));
        text = Deleted().Replace(text, m => string.Concat(m.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(l => l + "\n")));
        text = BrokerVersions().Replace(text, m => string.Concat(m.Value.Split("\n)\n", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(b => b + "\n)\n")));
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

    // A broker that knows of a new topic a moment later than its controller has a producer try again.
    [GeneratedRegex(@"^.*(?:Unable to register Log4j shutdown hook|Bootstrap broker 127\.0\.0\.1:\S+ \(id: -\d|Got error produce response .*retrying .*Error: UNKNOWN_TOPIC_OR_PARTITION).*\n", RegexOptions.Multiline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"127\.0\.0\.1:[0-9]{4,5}\b")]
    private static partial Regex OtherPort();

    [GeneratedRegex(@"127\.0\.0\.1 [0-9]{5}\b")]
    private static partial Regex PortColumn();

    [GeneratedRegex(@"Cluster ID: [A-Za-z0-9_-]{22}")]
    private static partial Regex Cluster();

    [GeneratedRegex(@"Epoch: \d+$", RegexOptions.Multiline)]
    private static partial Regex Epoch();

    [GeneratedRegex(@"Local controller \d+")]
    private static partial Regex Controller();

    [GeneratedRegex(@"(Call\(callName=\w+\(api=\w+\), )deadlineMs=.*?\) timed out at \d+ after \d+ attempt\(s\)")]
    private static partial Regex CallTimeout();

    [GeneratedRegex(@"^\d+ (?:steady state )?records sent, .*$", RegexOptions.Multiline)]
    private static partial Regex Rates();

    // How many records an interval saw.
    [GeneratedRegex(@"^\d+ records sent(?=.*latency\.$)")]
    private static partial Regex Interval();

    [GeneratedRegex(@"(?<![\w.])-?\d+\.(\d+)(?!\d|th)")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\d+( ms [\d.]+th)")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"^(N records sent, .*\n)(?:\1)+", RegexOptions.Multiline)]
    private static partial Regex Repeated();

    // The line of a consumer's measurements.
    [GeneratedRegex(@"^(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{3}|DATE), .*, .*$", RegexOptions.Multiline)]
    private static partial Regex Progress();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d:\d{3}")]
    private static partial Regex Date();

    [GeneratedRegex(@"-?\d+\.\d{4}|NaN|-?Infinity")]
    private static partial Regex Fraction();

    [GeneratedRegex(@"(?<=, )-?\d+(?=,)")]
    private static partial Regex Number();

    // Ids, epochs and times of transactions; their columns are as wide as these.
    [GeneratedRegex(@"^(?:TransactionalId|CoordinatorId|ProducerId|Topic)[ \t].*\n(?:.*\t\n)*", RegexOptions.Multiline)]
    private static partial Regex TransactionTable();

    [GeneratedRegex(@"([^\t\n]*?) *\t")]
    private static partial Regex Cell();

    [GeneratedRegex(@"Reading payloads from: /\S*/")]
    private static partial Regex Working();

    [GeneratedRegex(@"/\S*/kafkaquiz-goldens-\w+/work\b|(?<![\w-])/work\b")]
    private static partial Regex Work();

    // Directories come in the order of a Java set.
    [GeneratedRegex(@"(?:^Formatting .*\n){2,}", RegexOptions.Multiline)]
    private static partial Regex Formatted();

    // Results of partitions come in the order of a Java map.
    [GeneratedRegex(@"(?:^partition: .*\n){2,}", RegexOptions.Multiline)]
    private static partial Regex Deleted();

    // Brokers come in the order of their addresses' hashes.
    [GeneratedRegex(@"(?:^127\.0\.0\.1:\S+ \(id: \d.*-> \(\n(?:\t.*\n)+\)\n)+", RegexOptions.Multiline)]
    private static partial Regex BrokerVersions();

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
