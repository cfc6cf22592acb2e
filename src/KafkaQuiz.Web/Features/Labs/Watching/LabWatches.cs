using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>Open lab pages of this node: one watch a session, however many windows show it. It ends with the last window.</summary>
internal sealed class LabWatches(IServiceScopeFactory scopes, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LabWatches> log)
{
    /// <summary>Most sessions that one node watches; a further page is graded by its button only.</summary>
    public const int MostWatches = 400;

    /// <summary>Name of this node, as the duty to look is held under it.</summary>
    private readonly string _node = $"{Environment.MachineName}-{Guid.NewGuid():N}"[..Math.Min(60, Environment.MachineName.Length + 33)];

    private readonly ConcurrentDictionary<Guid, LabWatch> _watches = new();
    private readonly Lock _joining = new();

    /// <summary>Verdicts as they change, the present one first; ends when the session ends, the server stops or the reader goes.</summary>
    public async IAsyncEnumerable<LabVerdict> WatchAsync(Guid session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        // Only the newest verdict matters to a reader that fell behind.
        var channel = Channel.CreateBounded<LabVerdict>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        if (Join(session, channel) is not { } watch) yield break;
        try
        {
            while (await ReadAsync(channel, end.Token) is { } verdict) yield return verdict;
        }
        finally
        {
            Leave(session, watch, channel);
        }
    }

    private static async Task<LabVerdict?> ReadAsync(Channel<LabVerdict> channel, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.Reader.WaitToReadAsync(cancellationToken) && channel.Reader.TryRead(out var verdict) ? verdict : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private LabWatch? Join(Guid session, Channel<LabVerdict> channel)
    {
        lock (_joining)
        {
            if (!_watches.TryGetValue(session, out var watch) || watch.HasEnded)
            {
                if (_watches.Count >= MostWatches) return null;
                watch = _watches[session] = new LabWatch(session, _node, scopes, time, log);
            }
            watch.Add(channel);
            return watch;
        }
    }

    private void Leave(Guid session, LabWatch watch, Channel<LabVerdict> channel)
    {
        lock (_joining)
        {
            if (watch.Remove(channel) == 0) _watches.TryRemove(KeyValuePair.Create(session, watch));
        }
    }
}
