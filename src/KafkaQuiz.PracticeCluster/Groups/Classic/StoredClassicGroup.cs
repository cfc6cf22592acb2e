namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>
/// What __consumer_offsets holds of a classic group (GroupMetadataValue): written when a generation is assigned or the group becomes
/// empty, and all that its next coordinator starts from.
/// </summary>
internal sealed record StoredClassicGroup(
    int Generation, string? ProtocolType, string? Protocol, string? LeaderId, DateTimeOffset StateSince, IReadOnlyList<StoredClassicMember> Members);

/// <summary>One member of it, with its subscription under the chosen protocol only.</summary>
internal sealed record StoredClassicMember(
    string Id, string? InstanceId, string ClientId, string ClientHost, TimeSpan RebalanceTimeout, TimeSpan SessionTimeout,
    ReadOnlyMemory<byte> Subscription, ReadOnlyMemory<byte> Assignment);
