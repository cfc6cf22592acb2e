using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// Places a new topic's replicas: racks by turns, random start, one step per partition (StripedReplicaPlacer.java). With one rack that
/// is a shuffled ring of brokers. Fenced brokers take replicas too, behind the others of their rack and never first.
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
        _racks = [.. brokers.GroupBy(b => b.Rack).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Ring([.. g.Where(b => b.IsActive).Select(b => b.Id)], [.. g.Where(b => !b.IsActive).Select(b => b.Id)]))];
        BrokerCount = _racks.Sum(r => r.Unfenced.Length);
        Shuffle();
    }

    /// <summary>That are not fenced.</summary>
    public int BrokerCount { get; }

    private sealed record Ring(int[] Unfenced, int[] Fenced)
    {
        public int Offset { get; set; }

        public int Count => Unfenced.Length + Fenced.Length;

        /// <summary>In the order of this turn.</summary>
        public int At(int index) => index < Unfenced.Length ? Unfenced[(Offset + index) % Unfenced.Length] : Fenced[(Offset + index - Unfenced.Length) % Fenced.Length];
    }

    /// <param name="factor">At most as many as there are brokers, of which one is not fenced.</param>
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
            if (taken[rack] < (chosen.Count == 0 ? rack.Unfenced.Length : rack.Count))
                chosen.Add(rack.At(taken[rack]++));
        }
        foreach (var rack in _racks)
            rack.Offset++;
        return chosen;
    }

    private void Shuffle()
    {
        foreach (var rack in _racks)
        {
            _random.Shuffle(rack.Unfenced);
            _random.Shuffle(rack.Fenced);
            rack.Offset = 0;
        }
        _offset = _racks.Count == 0 ? 0 : _random.Next(_racks.Count);
    }
}
