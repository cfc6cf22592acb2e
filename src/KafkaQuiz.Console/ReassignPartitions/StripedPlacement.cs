using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>
/// Kafka's StripedReplicaPlacer: racks take turns, each partition begins one rack further, and each rack's brokers take turns too.
/// Where it begins is drawn, so two runs propose different assignments, as with the real tool.
/// </summary>
internal sealed class StripedPlacement
{
    private readonly List<Rack> _racks;
    private readonly int _brokers;
    private int _epoch;
    private int _offset;

    public StripedPlacement(IReadOnlyList<(int Broker, string? Rack)> brokers, Random random)
    {
        _brokers = brokers.Count;
        _racks = [.. brokers.GroupBy(b => b.Rack ?? "").OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Rack([.. g.Select(b => b.Broker).Order()], random))];
        _offset = _racks.Count == 0 ? 0 : random.Next(_racks.Count);
    }

    /// <exception cref="JavaException">More replicas than brokers.</exception>
    public List<List<int>> Place(int partitions, int replicationFactor)
    {
        if (replicationFactor > _brokers)
        {
            throw KafkaErrors.Exception(ErrorCode.InvalidReplicationFactor,
                $"The target replication factor of {replicationFactor} cannot be reached because only {_brokers} broker(s) are registered or some brokers have all their log directories cordoned.");
        }
        return [.. Enumerable.Range(0, partitions).Select(_ => Place(replicationFactor))];
    }

    private List<int> Place(int replicationFactor)
    {
        var rack = _offset;
        _offset = (_offset + 1) % _racks.Count;
        var epoch = _epoch++;
        var replicas = new List<int>();
        while (replicas.Count < replicationFactor)
        {
            if (_racks[rack].Next(epoch) is { } broker)
                replicas.Add(broker);
            rack = (rack + 1) % _racks.Count;
        }
        return replicas;
    }

    /// <summary>Gives each of its brokers once per epoch; the first to give moves on with the epochs.</summary>
    private sealed class Rack(List<int> brokers, Random random)
    {
        private int _epoch = -1;
        private int _offset = random.Next(brokers.Count);
        private int _given;

        public int? Next(int epoch)
        {
            if (_epoch != epoch)
            {
                _offset = _epoch < 0 ? _offset : (_offset + 1) % brokers.Count;
                (_epoch, _given) = (epoch, 0);
            }
            return _given >= brokers.Count ? null : brokers[(_offset + _given++) % brokers.Count];
        }
    }
}
