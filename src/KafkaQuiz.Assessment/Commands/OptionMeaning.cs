using System.Collections.Frozen;
using KafkaQuiz.Assessment.Configs;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>What an option and its value mean, whatever way they are written.</summary>
internal static class OptionMeaning
{
    // Old and new names of one option (KIP-1147 gave the command-line tools of Kafka 4.2 one set of names; the old ones still work).
    private static readonly FrozenDictionary<string, string> renamed = new Dictionary<string, string>
    {
        ["--consumer-property"] = "--command-property",
        ["--producer-property"] = "--command-property",
        ["--producer-props"] = "--command-property",
        ["--consumer.config"] = "--command-config",
        ["--producer.config"] = "--command-config",
        ["--admin.config"] = "--command-config",
        ["kafka-cluster --config"] = "--command-config",
        ["kafka-console-consumer --property"] = "--formatter-property",
        ["kafka-console-share-consumer --property"] = "--formatter-property",
        ["kafka-console-producer --property"] = "--reader-property",
        ["kafka-consumer-perf-test --messages"] = "--num-records",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> lists = FrozenSet.Create(
        StringComparer.Ordinal, "--bootstrap-server", "--bootstrap-controller", "--broker-list", "--topic-list", "--topic-partitions",
        "--delete-config", "--files", "--initial-controllers", "--metrics", "--topics-include");

    private static readonly FrozenSet<string> numbers = FrozenSet.Create(
        StringComparer.Ordinal, "--partitions", "--replication-factor", "--max-messages", "--timeout-ms", "--timeout", "--num-records", "--record-size",
        "--throughput", "--to-offset", "--shift-by", "--partition", "--throttle", "--batch-size", "--request-timeout-ms", "--node-id", "--id");

    // Parsed by Kafka without regard to case (EnumConverter, AclOperation.fromString, GroupState.parse, …).
    private static readonly FrozenSet<string> anyCase = FrozenSet.Create(
        StringComparer.Ordinal, "--election-type", "--resource-pattern-type", "--operation", "--state", "--type", "--group-type", "--offset");

    /// <summary>The name that stands for every spelling of the option.</summary>
    public static string Name(string tool, string option)
    {
        string first = KafkaTool.Find(tool)?.Option(option)?.Name ?? option;
        return renamed.TryGetValue(tool + " " + first, out string? here) ? here : renamed.GetValueOrDefault(first, first);
    }

    /// <summary>The values that a value holds, each in one spelling.</summary>
    public static IEnumerable<string> Values(string tool, string option, string value) => option switch
    {
        "--add-config" => Pairs(value).Select(Setting),
        "--config" or "--command-property" or "--override" or "--feature" when value.Contains('=', StringComparison.Ordinal) => [Setting(value)],
        "--formatter-property" or "--reader-property" => [Property(value)],
        "--partitions" when tool == "kafka-get-offsets" => List(value),
        "--topic" when tool is "kafka-consumer-groups" or "kafka-share-groups" => [TopicWithPartitions(value)],
        "--topic" => List(value),
        _ when lists.Contains(option) => List(value),
        _ when numbers.Contains(option) => [PropertyMeaning.Scalar(value.Trim())],
        _ when anyCase.Contains(option) => List(value.ToLowerInvariant()),
        _ => [value],
    };

    private static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // orders:2,0 is partitions 0 and 2 of orders.
    private static string TopicWithPartitions(string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? value : value[..colon] + ":" + string.Join(',', List(value[(colon + 1)..]).Order(StringComparer.Ordinal));
    }

    private static string Setting(string pair)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return pair.Trim();
        string key = pair[..equals].Trim(), value = pair[(equals + 1)..].Trim();
        if (value is ['[', .. var inner, ']'] && !inner.Contains('=', StringComparison.Ordinal)) value = inner;
        return key + "=" + PropertyMeaning.Value(key, value);
    }

    // A separator may be a space or a comma: nothing but truths is put into one spelling.
    private static string Property(string pair)
    {
        int equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals >= 0 && bool.TryParse(pair[(equals + 1)..], out bool truth) ? pair[..(equals + 1)] + (truth ? "true" : "false") : pair;
    }

    // At commas outside brackets: cleanup.policy=[compact,delete],retention.ms=1000
    private static IEnumerable<string> Pairs(string value)
    {
        int depth = 0, from = 0;
        for (int at = 0; at < value.Length; at++)
        {
            if (value[at] == '[') depth++;
            else if (value[at] == ']') depth--;
            else if (value[at] == ',' && depth == 0)
            {
                yield return value[from..at];
                from = at + 1;
            }
        }

        yield return value[from..];
    }
}
