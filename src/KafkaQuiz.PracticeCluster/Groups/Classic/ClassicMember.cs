using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>One assignor that a member of the classic protocol offers, with its subscription as the client wrote it.</summary>
internal sealed record ClassicProtocol(string Name, ReadOnlyMemory<byte> Metadata)
{
    public static List<ClassicProtocol> Of(JoinGroupRequest request) => [.. request.Protocols.Select(p => new ClassicProtocol(p.Name, p.Metadata))];

    public bool Equals(ClassicProtocol? other) => other is not null && Name == other.Name && Metadata.Span.SequenceEqual(other.Metadata.Span);

    public override int GetHashCode() => JavaHash.Of(Name);
}

/// <summary>A member of a classic group (ClassicGroupMember.java).</summary>
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

    /// <summary>In the member's order of preference.</summary>
    public List<ClassicProtocol> Protocols { get; set; } = [];

    public ReadOnlyMemory<byte> Assignment { get; set; }

    /// <summary>Has not been through a rebalance yet: it gets longer before it counts as dead.</summary>
    public bool IsNew { get; set; }

    /// <summary>Set while it waits for the rebalance to begin.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Join { get; private set; }

    /// <summary>Set while it waits for the leader's assignment.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Sync { get; private set; }

    public bool AwaitsJoin => Join is not null;

    public bool AwaitsSync => Sync is not null;

    /// <summary>While it waits for us its silence does not count.</summary>
    public bool IsExcused => !IsNew && (AwaitsJoin || AwaitsSync);

    public ReadOnlyMemory<byte> MetadataOf(string? protocol) => Protocols.FirstOrDefault(p => p.Name == protocol)?.Metadata ?? default;

    public bool Offers(string protocol) => Protocols.Any(p => p.Name == protocol);

    /// <summary>Whether it offers the same as before, in the same order.</summary>
    public bool Matches(List<ClassicProtocol> protocols) => Protocols.SequenceEqual(protocols);

    public Task<JoinGroupResponse> AwaitJoin() =>
        (Join = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public Task<SyncGroupResponse> AwaitSync() =>
        (Sync = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void AnswerJoin(JoinGroupResponse answer)
    {
        Join?.TrySetResult(answer);
        Join = null;
    }

    /// <returns>Whether it was waiting.</returns>
    public bool AnswerSync(SyncGroupResponse answer)
    {
        var waited = Sync?.TrySetResult(answer) ?? false;
        Sync = null;
        return waited;
    }
}
