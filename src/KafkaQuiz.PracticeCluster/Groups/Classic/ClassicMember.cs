using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>A member of a classic group.</summary>
internal sealed class ClassicMember(string id, string? instanceId, string clientId, string clientHost)
{
    public string Id { get; } = id;

    /// <summary>`group.instance.id` of a static member.</summary>
    public string? InstanceId { get; } = instanceId;

    public string ClientId { get; } = clientId;

    /// <summary>As Kafka shows it: "/127.0.0.1".</summary>
    public string ClientHost { get; } = clientHost;

    public TimeSpan SessionTimeout { get; set; }

    public TimeSpan RebalanceTimeout { get; set; }

    /// <summary>Assignors in the member's order of preference, with their subscription.</summary>
    public List<(string Name, ReadOnlyMemory<byte> Metadata)> Protocols { get; set; } = [];

    public ReadOnlyMemory<byte> Assignment { get; set; }

    /// <summary>Set while it waits for the rebalance to begin.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Join { get; set; }

    /// <summary>Set while it waits for the leader's assignment.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Sync { get; set; }

    public IDisposable? Session { get; set; }

    public ReadOnlyMemory<byte> MetadataOf(string? protocol) => Protocols.FirstOrDefault(p => p.Name == protocol).Metadata;

    public bool Matches(List<(string Name, ReadOnlyMemory<byte> Metadata)> protocols) =>
        Protocols.Count == protocols.Count
        && Protocols.Zip(protocols).All(p => p.First.Name == p.Second.Name && p.First.Metadata.Span.SequenceEqual(p.Second.Metadata.Span));
}
