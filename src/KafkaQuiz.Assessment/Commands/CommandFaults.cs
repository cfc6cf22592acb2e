using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>Why the real tool would refuse an option, in words that help.</summary>
internal static class CommandFaults
{
    // What left with Kafka 4.0 (KIP-500 and the removals listed in the upgrade notes), still found in many articles.
    private static readonly string[] goneWithZooKeeper = ["--zookeeper", "--zk-tls-config-file", "--authorizer-properties"];

    /// <summary>The tool does not know the option.</summary>
    public static LocalizedText Unknown(string tool, string option, KafkaTool known)
    {
        if (goneWithZooKeeper.Contains(option))
            return new($"`{option}`은(는) ZooKeeper와 함께 Kafka 4.0에서 사라졌습니다. `--bootstrap-server`를 사용하세요.", $"`{option}` left Kafka with ZooKeeper in 4.0. Use `--bootstrap-server`.");
        if (option == "--broker-list" && known.Option("--bootstrap-server") is not null)
            return new("`--broker-list`는 더 이상 쓰지 않습니다. `--bootstrap-server`를 사용하세요.", "`--broker-list` is gone. Use `--bootstrap-server`.");
        string? near = known.Options.Select(name => (name, Distance: Distance(name, option))).Where(candidate => candidate.Distance <= 3)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.name, StringComparer.Ordinal).FirstOrDefault().name;
        return near is null
            ? new($"`{tool}`에는 `{option}` 옵션이 없습니다.", $"`{tool}` has no option `{option}`.")
            : new($"`{tool}`에는 `{option}` 옵션이 없습니다. `{near}`와 비슷합니다.", $"`{tool}` has no option `{option}`; it resembles `{near}`.");
    }

    /// <summary>The option needs a value.</summary>
    public static LocalizedText NoValue(string option) => new($"`{option}` 뒤에 값이 필요합니다.", $"`{option}` needs a value.");

    /// <summary>Levenshtein's distance; words longer than any option count as far away.</summary>
    internal static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 3 || b.Length > 64) return int.MaxValue;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
