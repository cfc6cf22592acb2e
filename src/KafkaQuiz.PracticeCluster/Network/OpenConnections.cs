using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Network;

/// <summary>
/// A broker's open connections. Those idle for `connections.max.idle.ms` of real time are closed, since a client cannot be busy in a jump of
/// virtual time; when there are too many, the one idle longest makes room, one that has not proved who it is before all others, so that nobody can be kept out. Safe for concurrent use.
/// </summary>
internal sealed class OpenConnections(Node node)
{
    /// <summary>Most connections of a broker. Kafka's `max.connections` has no limit; a process has one of open files.</summary>
    public const int Most = 1000;

    private readonly TimeSpan _maxIdle = TimeSpan.FromMilliseconds(node.Config.Number("connections.max.idle.ms"));
    private readonly Lock _gate = new();
    private readonly HashSet<ClientConnection> _open = [];
    private ITimer? _watch;
    private bool _closed;

    /// <returns>False when the broker takes no more because it goes.</returns>
    public bool TryAdd(ClientConnection connection)
    {
        ClientConnection? idlest = null;
        lock (_gate)
        {
            if (_closed)
                return false;
            if (_open.Count >= Most)
            {
                idlest = _open.MinBy(c => (c.IsAuthenticated, c.LastActive))!;
                _open.Remove(idlest);
            }
            _open.Add(connection);
            // Nothing ticks while nobody is connected.
            if (_watch is null && _maxIdle >= TimeSpan.Zero)
            {
                var period = TimeSpan.FromMilliseconds(Math.Max(_maxIdle.TotalMilliseconds / 4, 20));
                _watch = node.Cluster.Time.Inner.CreateTimer(_ => CloseIdle(), null, period, period);
            }
        }
        idlest?.End();
        return true;
    }

    public void Remove(ClientConnection connection)
    {
        lock (_gate)
        {
            _open.Remove(connection);
            if (_open.Count == 0)
                StopWatch();
        }
    }

    /// <summary>Takes no more from now on; gives those that are open.</summary>
    public ClientConnection[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            StopWatch();
            return [.. _open];
        }
    }

    private void CloseIdle()
    {
        ClientConnection[] idle;
        lock (_gate)
            idle = [.. _open.Where(c => !c.IsFrozen && node.Cluster.Time.Inner.GetElapsedTime(c.LastActive) >= _maxIdle)];
        foreach (var connection in idle)
            connection.End();
    }

    private void StopWatch()
    {
        _watch?.Dispose();
        _watch = null;
    }
}
