using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// Finds the coordinators of groups or transactional ids and remembers them until one turns out to be no longer it. Only the broker's id is taken from
/// the answer: where a broker is, Metadata says.
/// </summary>
internal sealed class CoordinatorFinder(sbyte keyType)
{
    public const sbyte Groups = 0;
    public const sbyte Transactions = 1;

    /// <summary>From this version on one request names several keys (KIP-699).</summary>
    private const short Batched = 4;

    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    /// <summary>Asks again next time.</summary>
    public void Forget(string key)
    {
        lock (_known) _known.Remove(key);
    }

    /// <summary>The coordinators of <paramref name="keys"/>; of those in <paramref name="fresh"/> as they are now.</summary>
    public async Task<Found> FindAsync(Collection look, IReadOnlyCollection<string> keys, IReadOnlyCollection<string> fresh)
    {
        var found = new Found(look);
        foreach (var key in keys)
        {
            if (!fresh.Contains(key) && _known.TryGetValue(key, out var broker) && look.Brokers.ContainsKey(broker)) found.Brokers[key] = broker;
        }
        var missing = keys.Where(key => !found.Brokers.ContainsKey(key)).ToList();
        if (missing.Count == 0) return found;
        try
        {
            foreach (var (key, broker, error) in await AskAsync(look, found, missing))
            {
                if (error != ErrorCode.None) found.Faults[key] = look.Fault(error, key);
                else if (look.Brokers.ContainsKey(broker)) found.Brokers[key] = _known[key] = broker;
                else found.Faults[key] = look.Fault(ErrorCode.CoordinatorNotAvailable, key);
            }
        }
        catch (NotGradableException fault)
        {
            foreach (var key in missing) found.Faults[key] = fault.Fault;
        }
        foreach (var key in missing.Where(key => !found.Brokers.ContainsKey(key) && !found.Faults.ContainsKey(key))) found.Faults[key] = new NotGradable(NotGradableCause.NotKafka, key);
        return found;
    }

    private async Task<List<(string Key, int Broker, ErrorCode Error)>> AskAsync(Collection look, Found found, List<string> keys)
    {
        var (first, broker) = await look.Links.AskAnyAsync(Request(keys), look.Cancel);
        found.Source = look.Source(ApiKey.FindCoordinator, broker);
        if (first.Coordinators.Count > 0) return [.. first.Coordinators.Select(c => (c.Key, c.NodeId, c.ErrorCode))];
        // A broker before version 4 answered for the first key.
        var answers = new List<(string, int, ErrorCode)> { (keys[0], first.NodeId, first.ErrorCode) };
        foreach (var key in keys.Skip(1))
        {
            var (answer, _) = await look.Links.AskAnyAsync(Request([key]), look.Cancel, atMost: Batched - 1);
            answers.Add((key, answer.NodeId, answer.ErrorCode));
        }
        return answers;
    }

    private FindCoordinatorRequest Request(List<string> keys) => new() { KeyType = keyType, Key = keys[0], CoordinatorKeys = keys };

    /// <summary>What was found.</summary>
    internal sealed class Found(Collection look)
    {
        public Dictionary<string, int> Brokers { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, NotGradable> Faults { get; } = new(StringComparer.Ordinal);

        public Source Source { get; set; } = look.Source(ApiKey.FindCoordinator);

        public NotGradable? Fault(string key) => Faults.GetValueOrDefault(key);

        public int Broker(string key) => Brokers[key];

        public HostPort Address(string key) => look.Brokers[Brokers[key]];

        public Reading<CoordinatorSeen> Reading(string key) => new(Source, Brokers.TryGetValue(key, out var broker) ? new CoordinatorSeen(broker) : null, Fault(key));
    }
}
