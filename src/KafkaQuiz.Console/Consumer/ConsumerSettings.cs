namespace KafkaQuiz.Console.Consumer;

/// <summary>What a consumer subscribes to and how, whichever tool it serves.</summary>
/// <param name="Properties">The consumer's configs, group.id and auto.offset.reset among them.</param>
internal sealed record ConsumerSettings(IReadOnlyDictionary<string, string> Properties)
{
    public string? Topic { get; init; }

    /// <summary>A regular expression of topics, where no topic is named.</summary>
    public string? Include { get; init; }

    public string Group => Properties["group.id"];

    public string? InstanceId => Properties.GetValueOrDefault("group.instance.id");

    /// <summary>classic or consumer.</summary>
    public string Protocol => Properties.GetValueOrDefault("group.protocol", "classic").ToLowerInvariant();

    public string Reset => Properties["auto.offset.reset"];

    public bool AutoCommit => !Properties.TryGetValue("enable.auto.commit", out var text) || text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);

    public bool ReadCommitted => Properties.GetValueOrDefault("isolation.level") == "read_committed";
}
