namespace KafkaQuiz.Content.Labs;

/// <summary>
/// Something that is so in a cluster and that a learner can find out: what <c>answer-fact</c> compares an answer with. Which parts are given depends
/// on the name; <see cref="FactForms"/> lists them.
/// </summary>
/// <param name="Name">As written: <c>active-controller</c>.</param>
public sealed record Fact(string Name)
{
    /// <summary>Every fact that there is.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. FactForms.Plain, .. FactForms.Tagged.Keys];

    public string Topic { get; init; } = "";

    /// <summary>Null for the sum over all partitions.</summary>
    public int? Partition { get; init; }

    public string Group { get; init; } = "";

    /// <summary>Null for the sum over all brokers.</summary>
    public int? Broker { get; init; }

    /// <summary>Key of a config, or name of a feature.</summary>
    public string Key { get; init; } = "";

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Time { get; init; }

    /// <summary>From when growth is measured.</summary>
    public Since? Since { get; init; }

    /// <summary>Id of the task until whose first completion growth is measured; null: until now.</summary>
    public string? Until { get; init; }
}
