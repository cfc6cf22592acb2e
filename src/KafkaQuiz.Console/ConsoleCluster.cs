using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console;

/// <summary>Maps the addresses that learners type to the cluster that their session may reach.</summary>
public sealed class ConsoleCluster
{
    private readonly Func<string, string?> _rewrite;
    private readonly IConsoleMachine? _machine;

    private ConsoleCluster(string bootstrapServers, Func<string, string?> rewrite, IEnumerable<string>? aliases = null, IConsoleMachine? machine = null)
    {
        BootstrapServers = bootstrapServers;
        Addresses = [.. aliases ?? [], .. bootstrapServers.Split(',', StringSplitOptions.TrimEntries)];
        (_rewrite, _machine) = (rewrite, machine);
    }

    /// <summary>The cluster's own bootstrap servers, comma-separated host:port.</summary>
    public string BootstrapServers { get; }

    /// <summary>Single addresses that a learner may type: aliases first.</summary>
    public IReadOnlyList<string> Addresses { get; }

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
        return new(bootstrapServers, typed => own.Contains(typed) ? typed : aliases?.GetValueOrDefault(typed), aliases?.Keys);
    }

    /// <summary>The nodes of a machine, at the addresses of their listeners as they are now.</summary>
    /// <param name="bootstrapServers">What a learner types first, such as <c>localhost:9092</c>.</param>
    public static ConsoleCluster On(IConsoleMachine machine, string bootstrapServers = "localhost:9092")
    {
        ArgumentNullException.ThrowIfNull(machine);
        return new(bootstrapServers, typed => typed, machine: machine);
    }

    /// <summary>Any address may be tried; the session's connect policy alone decides. For a learner's own cluster.</summary>
    public static ConsoleCluster AsTyped(string bootstrapServers) => new(bootstrapServers, typed => typed);

    /// <summary>Names that brokers advertise are looked up in the DNS; on a machine there are none but its own.</summary>
    internal bool UsesDns => _machine is null;

    /// <summary>Whether a typed host has an address at all.</summary>
    internal bool Knows(HostPort typed) => _machine?.IsHere(typed.Host) ?? _rewrite(typed.ToString()) is not null;

    /// <summary>The servers that one typed host:port stands for, or null when nobody listens there.</summary>
    internal async Task<string?> RewriteAsync(HostPort typed, CancellationToken cancel) =>
        _machine is null ? _rewrite(typed.ToString()) : _machine.IsHere(typed.Host) ? await _machine.ResolveAsync(typed.Host, typed.Port, cancel) : null;
}
