using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Logs;

/// <summary>
/// Transactions as the cleaner passes them: records of aborted ones may go, and a marker once no record of its transaction is left
/// (CleanedTransactionMetadata.java).
/// </summary>
/// <param name="log">Read for its aborted transactions.</param>
internal sealed class CleanedTransactions(ReplicaLog log)
{
    private readonly Queue<(long ProducerId, long FirstOffset)> _aborted = new(AbortedIn(log));
    private readonly HashSet<long> _committed = [];

    /// <summary>Aborted transactions under way by producer, and whether a batch of theirs was seen.</summary>
    private readonly Dictionary<long, bool> _underWay = [];

    /// <summary>Takes note of the next batch.</summary>
    /// <returns>Whether it may go: a batch of an aborted transaction, a marker without records.</returns>
    public bool MayDiscard(Batch batch)
    {
        while (_aborted.TryPeek(out var next) && next.FirstOffset <= batch.LastOffset)
            _underWay.TryAdd(_aborted.Dequeue().ProducerId, false);
        if (batch.IsControl)
            return MayDiscardMarker(batch);
        if (!batch.IsTransactional)
            return false;
        if (!_underWay.ContainsKey(batch.ProducerId))
        {
            _committed.Add(batch.ProducerId);
            return false;
        }
        _underWay[batch.ProducerId] = true;
        return true;
    }

    private bool MayDiscardMarker(Batch marker) => marker.Count == 0 || TransactionMarker.Read(marker.Header) switch
    {
        // An emptied marker was cleaned before.
        false => !_underWay.Remove(marker.ProducerId, out var seen) || !seen,
        true => !_committed.Remove(marker.ProducerId),
        _ => false,
    };

    /// <summary>The log's aborted transactions by first offset: Kafka keeps them in the segments' transaction indexes.</summary>
    private static IEnumerable<(long ProducerId, long FirstOffset)> AbortedIn(ReplicaLog log)
    {
        var open = new Dictionary<long, long>();
        var aborted = new List<(long ProducerId, long FirstOffset)>();
        foreach (var batch in log.Segments.SelectMany(s => s.Batches).Where(b => b.IsTransactional || b.IsControl))
        {
            if (!batch.IsControl)
                open.TryAdd(batch.ProducerId, batch.BaseOffset);
            else if (open.Remove(batch.ProducerId, out var first) && batch.Count > 0 && TransactionMarker.Read(batch.Header) == false)
                aborted.Add((batch.ProducerId, first));
        }
        return aborted.OrderBy(a => a.FirstOffset);
    }
}
