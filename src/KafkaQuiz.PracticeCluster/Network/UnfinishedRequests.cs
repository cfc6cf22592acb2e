namespace KafkaQuiz.Practice.Network;

/// <summary>
/// Bytes of requests that have not come whole, over all connections of a cluster. Past the limit the connection whose request has been
/// unfinished longest is cut: a client that means it sends its request in a moment, one that dribbles or stops pays. Safe for concurrent use.
/// </summary>
/// <param name="limit">Most bytes held, beside <see cref="Small"/> a connection.</param>
internal sealed class UnfinishedRequests(long limit)
{
    /// <summary>Up to this many bytes are not counted, so that ordinary requests never pass the lock.</summary>
    private const int Small = 16 * 1024;

    /// <summary>Room beside one request of the largest size.</summary>
    public const int Spare = 32 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<ClientConnection> _oldestFirst = [];

    /// <summary>Bytes held now.</summary>
    public long Held { get; private set; }

    /// <summary>Says how many bytes of an unfinished request a connection holds; 0 when it is whole, or gone.</summary>
    public void Hold(ClientConnection connection, long bytes)
    {
        if (bytes <= Small && connection.UnfinishedBytes == 0)
            return;
        List<ClientConnection>? cut = null;
        lock (_gate)
        {
            if (connection.UnfinishedBytes == 0)
                _oldestFirst.Add(connection);
            Set(connection, bytes);
            while (Held > limit && _oldestFirst.Count > 0)
            {
                (cut ??= []).Add(_oldestFirst[0]);
                Set(_oldestFirst[0], 0);
            }
        }
        foreach (var one in cut ?? [])
            one.End();
    }

    private void Set(ClientConnection connection, long bytes)
    {
        Held += bytes - connection.UnfinishedBytes;
        connection.UnfinishedBytes = bytes;
        if (bytes == 0)
            _oldestFirst.Remove(connection);
    }
}
