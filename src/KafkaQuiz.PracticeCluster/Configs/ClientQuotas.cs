using System.Net;

namespace KafkaQuiz.Practice.Configs;

/// <summary>
/// Client quotas by entity (KIP-546): kept and told, never enforced. An entity is types (user, client-id, ip) with names; null is the
/// default. The rules are ClientQuotaControlManager.java's. Only on the loop.
/// </summary>
internal sealed class ClientQuotas
{
    public const string User = "user";
    public const string ClientId = "client-id";
    public const string Ip = "ip";

    private static readonly string[] IntegralKeys = ["producer_byte_rate", "consumer_byte_rate"];
    private static readonly string[] DoubleKeys = ["request_percentage", "controller_mutation_rate"];
    private const string ConnectionRate = "connection_creation_rate";

    private readonly List<(Dictionary<string, string?> Entity, SortedDictionary<string, double> Values)> _quotas = [];

    public IReadOnlyList<(Dictionary<string, string?> Entity, SortedDictionary<string, double> Values)> All => _quotas;

    /// <summary>Null when the entity may have this quota, else Kafka's message; the code is INVALID_REQUEST.</summary>
    public static string? Fault(IReadOnlyDictionary<string, string?> entity, IEnumerable<(string Key, double Value)> values)
    {
        foreach (var (type, name) in entity)
        {
            if (type is not (User or ClientId or Ip))
                return $"Unhandled client quota entity type: {type}";
            if (name is "")
                return $"Empty {type} not supported";
        }
        if (entity.Count == 0)
            return "Invalid empty client quota entity";
        if (entity.ContainsKey(Ip) && entity.Count > 1)
            return "Invalid quota entity combination, IP entity shouldnot be combined with User or ClientId";
        if (entity.TryGetValue(Ip, out var ip) && ip is not null && !IPAddress.TryParse(ip, out _) && ip != "localhost")
            return $"{ip} is not a valid IP or resolvable host.";
        return values.Select(v => Fault(entity.ContainsKey(Ip), v.Key, v.Value)).FirstOrDefault(f => f is not null);
    }

    /// <summary>Sets a quota; null removes it.</summary>
    public void Set(IReadOnlyDictionary<string, string?> entity, string key, double? value)
    {
        var at = _quotas.FindIndex(q => Same(q.Entity, entity));
        if (value is null)
        {
            if (at >= 0 && _quotas[at].Values.Remove(key) && _quotas[at].Values.Count == 0)
                _quotas.RemoveAt(at);
            return;
        }
        if (at < 0)
        {
            _quotas.Add((new(entity), []));
            at = _quotas.Count - 1;
        }
        _quotas[at].Values[key] = value.Value;
    }

    /// <summary>ClientQuotaEntity.toString of Java.</summary>
    public static string Show(IReadOnlyDictionary<string, string?> entity) =>
        $"ClientQuotaEntity(entries={{{string.Join(", ", entity.Select(e => $"{e.Key}={e.Value ?? "null"}"))}}})";

    private static bool Same(Dictionary<string, string?> a, IReadOnlyDictionary<string, string?> b) =>
        a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var name) && name == p.Value);

    private static string? Fault(bool isIp, string key, double value)
    {
        var isInt = isIp && key == ConnectionRate;
        var isIntegral = isInt || (!isIp && IntegralKeys.Contains(key));
        if (!isIntegral && (isIp || !DoubleKeys.Contains(key)))
            return $"Invalid configuration key {key}";
        if (value <= 0)
            return $"Quota {key} must be greater than 0";
        if (!isIntegral)
            return null;
        if (value > (isInt ? int.MaxValue : long.MaxValue))
            return $"Proposed value for {key} is too large for {(isInt ? "an INT" : "a LONG")}.";
        return Math.Abs(value % 1) > 1e-6 ? $"{key} cannot be a fractional value." : null;
    }
}
