using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console;

/// <summary>What a learner's console keeps from one command to the next. One command at a time.</summary>
public sealed class ConsoleSession
{
    /// <param name="cluster">Which cluster the typed bootstrap servers lead to.</param>
    public ConsoleSession(ConsoleCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Cluster = cluster;
    }

    public ConsoleCluster Cluster { get; }

    /// <summary>
    /// How connections are made: <see cref="KafkaClientOptions.Connect"/> is the place of an egress policy, every connection passes
    /// through it. Client id, SASL and TLS of a command's <c>--command-config</c> are laid over it.
    /// </summary>
    public KafkaClientOptions Client { get; init; } = new() { Timeout = TimeSpan.FromSeconds(30), MaxResponseSize = 64 * 1024 * 1024 };

    public ConsoleLimits Limits { get; init; } = new();

    /// <summary>The session's files: what <c>cat &gt; file</c> wrote and <c>--command-config file</c> reads. In memory only.</summary>
    public VirtualFiles Files { get; init; } = new();

    /// <summary>Shell variables, <c>BOOTSTRAP=localhost:9092</c>.</summary>
    public IDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The language of the console's own messages; the tools' messages are English as Kafka prints them. Default Korean.</summary>
    public ConsoleLanguage Language { get; init; } = ConsoleLanguage.Korean;

    /// <summary>Clock of limits and of what tools compute from the time; a practice cluster's clock may be ahead.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Source of what the tools draw at random: group ids of consumers without a group, partitions of records without a key.</summary>
    public Random Random { get; init; } = new();
}

/// <summary>Language of the console's own messages.</summary>
public enum ConsoleLanguage
{
    Korean,
    English,
}
