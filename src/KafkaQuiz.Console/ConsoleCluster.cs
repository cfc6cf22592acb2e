namespace KafkaQuiz.Console;

/// <summary>Maps the addresses that learners type to the cluster that their session may reach.</summary>
public sealed class ConsoleCluster
{
    private readonly Func<string, string?> _rewrite;

    private ConsoleCluster(string bootstrapServers, Func<string, string?> rewrite)
    {
        BootstrapServers = bootstrapServers;
        _rewrite = rewrite;
    }

    /// <summary>The cluster's own bootstrap servers, comma-separated host:port.</summary>
    public string BootstrapServers { get; }

    /// <summary>Whatever address is typed leads to this cluster.</summary>
    public static ConsoleCluster Any(string bootstrapServers) => new(bootstrapServers, _ => bootstrapServers);

    /// <summary>
    /// Only the cluster's own addresses and the given aliases (such as <c>localhost:9092</c> or <c>broker-1:9092</c>) lead to it; at any
    /// other address nobody listens, as on a learner's machine.
    /// </summary>
    public static ConsoleCluster Known(string bootstrapServers, IReadOnlyDictionary<string, string>? aliases = null)
    {
        ArgumentNullException.ThrowIfNull(bootstrapServers);
        var own = bootstrapServers.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(bootstrapServers, typed => own.Contains(typed) ? typed : aliases?.GetValueOrDefault(typed));
    }

    /// <summary>Any address may be tried; the session's connect policy alone decides. For a learner's own cluster.</summary>
    public static ConsoleCluster AsTyped(string bootstrapServers) => new(bootstrapServers, typed => typed);

    /// <summary>The servers that one typed host:port stands for, or null when nobody listens there.</summary>
    internal string? Rewrite(string typed) => _rewrite(typed);
}
