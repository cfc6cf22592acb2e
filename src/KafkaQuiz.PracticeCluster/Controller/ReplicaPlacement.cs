using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// Places a new topic's replicas: racks by turns, random start, one step per partition (StripedReplicaPlacer.java). With one rack that
/// is a shuffled ring of brokers.
/// </summary>
internal sealed class ReplicaPlacement
{
    private readonly List<Ring> _racks;
    private readonly Random _random;
    private int _offset;
    private int _placed;

    /// <param name="brokers">Those that may take replicas.</param>
    /// <param name="random">The cluster's.</param>
    public ReplicaPlacement(IEnumerable<Broker> brokers, Random random)
    {
        _random = random;
        _racks = [.. brokers.GroupBy(b => b.Rack).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Ring([.. g.Select(b => b.Id)]))];
        BrokerCount = _racks.Sum(r => r.Brokers.Length);
        Shuffle();
    }

    public int BrokerCount { get; }

    private sealed record Ring(int[] Brokers)
    {
        public int Offset { get; set; }
    }

    /// <param name="factor">At most <see cref="BrokerCount"/>.</param>
    public List<int> Next(int factor)
    {
        // As many as there are brokers: shuffle, so that assignments do not repeat.
        if (_placed++ == BrokerCount && BrokerCount > 2)
        {
            Shuffle();
            _placed = 1;
        }
        var taken = _racks.ToDictionary(r => r, _ => 0);
        var chosen = new List<int>(factor);
        for (var turn = _offset++; chosen.Count < factor; turn++)
        {
            var rack = _racks[turn % _racks.Count];
            if (taken[rack] < rack.Brokers.Length)
                chosen.Add(rack.Brokers[(rack.Offset + taken[rack]++) % rack.Brokers.Length]);
        }
        foreach (var rack in _racks)
            rack.Offset++;
        return chosen;
    }

    private void Shuffle()
    {
        foreach (var rack in _racks)
        {
            _random.Shuffle(rack.Brokers);
            rack.Offset = 0;
        }
        _offset = _racks.Count == 0 ? 0 : _random.Next(_racks.Count);
    }
}
