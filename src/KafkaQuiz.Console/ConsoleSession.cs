using System.Collections.Concurrent;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console;

/// <summary>
/// What a learner's console keeps from one command to the next: files, variables, background jobs. One foreground command at a time.
/// Disposing it ends the jobs.
/// </summary>
public sealed class ConsoleSession : IAsyncDisposable
{
    private readonly ConcurrentBag<Task> _following = [];
    private readonly ConcurrentDictionary<int, StartedServer> _started = new();
    private readonly CancellationTokenSource _end = new();

    /// <param name="cluster">Which cluster the typed bootstrap servers lead to.</param>
    public ConsoleSession(ConsoleCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        Cluster = cluster;
        Jobs = new ConsoleJobs(this);
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
    public IDictionary<string, string> Variables { get; } = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Commands that were started with <c>&amp;</c>.</summary>
    public ConsoleJobs Jobs { get; }

    /// <summary>The computer for nodes of the learner's own, or null: kafka-storage and kafka-server-start then say that there is none.</summary>
    public IConsoleMachine? Machine { get; init; }

    /// <summary>
    /// Where a background job's output goes as it comes, by job number. Null: nowhere; <c>fg</c> then shows the last 64 Ki characters.
    /// </summary>
    public Func<int, ConsoleStreams>? Terminal { get; set; }

    /// <summary>The language of the console's own messages; the tools' messages are English as Kafka prints them. Default Korean.</summary>
    public ConsoleLanguage Language { get; init; } = ConsoleLanguage.Korean;

    /// <summary>Clock of limits and of what tools compute from the time; a practice cluster's clock may be ahead.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Source of what the tools draw at random: group ids of consumers without a group, partitions of records without a key.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Ends the background jobs as Ctrl+C would and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        await Jobs.EndAsync();
        await _end.CancelAsync();
        await Task.WhenAll(_following);
    }

    /// <summary>Names of the cluster's things, for completion.</summary>
    internal Completing.ClusterNames Names { get; } = new();

    /// <summary>Copies a server's log to where its start sent it, until it ends or the session does.</summary>
    private void Follow(IMachineServer server, TextWriter output) => _following.Add(CopyAsync(server, output));

    /// <summary>The properties file that a server was started with in this session.</summary>
    internal string PathOf(IMachineServer server) => _started.GetValueOrDefault(server.ProcessId)?.Properties ?? "server.properties";

    internal IReadOnlyList<StartedServer> StartedServers => [.. _started.Values.OrderBy(s => s.ProcessId)];

    /// <param name="server">A process that runs.</param>
    /// <param name="properties">The file it was started with.</param>
    /// <param name="log">The file that its log goes to from its beginning on; null where it goes elsewhere.</param>
    internal void Started(IMachineServer server, string properties, string? log)
    {
        _started[server.ProcessId] = new StartedServer(server.ProcessId, properties, log);
        if (log is not null)
            Follow(server, new FileWriter(Files, log));
    }

    private async Task CopyAsync(IMachineServer server, TextWriter output)
    {
        try
        {
            await foreach (var line in server.ReadLogAsync(_end.Token))
                output.Write(line + "\n");
        }
        catch (OperationCanceledException)
        {
            // The session is over; the server goes on.
        }
        finally
        {
            await output.DisposeAsync();
        }
    }

    internal Random NewRandom()
    {
        lock (Random)
            return new Random(Random.Next());
    }

    /// <summary>A text in the session's language.</summary>
    internal string Text(string korean, string english) => Language == ConsoleLanguage.Korean ? korean : english;
}

/// <summary>Language of the console's own messages.</summary>
public enum ConsoleLanguage
{
    Korean,
    English,
}
