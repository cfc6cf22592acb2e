using System.Globalization;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>The rules by which values that no two clusters share are written, field by field name. What no rule names is compared as it is.</summary>
internal sealed class FieldRules(Symbols symbols)
{
    private static readonly HashSet<string> Identifying =
    [
        "Name", "Topic", "TopicName", "TopicId", "PartitionIndex", "Partition", "PartitionId", "Index", "ResourceType", "ResourceName", "GroupId", "MemberId", "TransactionalId", "ProducerId",
        "ApiKey", "NodeId", "BrokerId", "ReplicaId", "LogDir", "Key", "EntityType", "EntityName", "User", "Mechanism", "Feature", "Principal", "Operation", "PermissionType", "PatternType", "Label",
    ];

    private static readonly HashSet<string> Ordered = ["ReplicaNodes", "Replicas", "Synonyms", "RecordErrors", "Records", "Headers"];

    public static bool Identifies(string field) => Identifying.Contains(field);

    /// <summary>Replicas stand in the order of preference, synonyms in that of precedence, record errors and batches in that of the log. Everything else, ISRs too, is a set.</summary>
    public static bool IsOrdered(string field) => Ordered.Contains(field);

    /// <summary>DescribeTopicPartitions answers topics by name and partitions by number: its cursor depends on it (KIP-966).</summary>
    public static bool HasOrderOfItsOwn(string api, string field) => api == "DescribeTopicPartitionsResponse" && field is "Topics" or "Partitions";

    public string Text(string api, string field, object owner, object value) => value switch
    {
        ErrorCode code => code.ToString(),
        Guid id => symbols.Of(field == "TopicId" ? "topic-id" : "uuid", id),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        byte[] bytes => Convert.ToHexString(bytes),
        string text => Text(field, text),
        bool flag => flag ? "true" : "false",
        Enum name => name.ToString(),
        double number => number.ToString(CultureInfo.InvariantCulture),
        IConvertible number => Number(api, field, owner, number.ToInt64(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"{field} is a {value.GetType()}."),
    };

    private string Text(string field, string text) => field switch
    {
        "ClusterId" => symbols.Of("cluster-id", text),
        // Member ids that the coordinator makes up end with a uuid.
        "MemberId" or "Leader" when text.Length >= 22 => symbols.Of("member", text),
        _ => symbols.Text(text),
    };

    private string Number(string api, string field, object owner, long number) => (api, field) switch
    {
        (_, "Port") => symbols.Text(string.Create(CultureInfo.InvariantCulture, $"{owner.GetType().GetProperty("Host")?.GetValue(owner)}:{number}")),
        (_, "ProducerId" or "OngoingTxnProducerId") when number >= 0 => symbols.Of("producer-id", number),
        (_, "SessionId") when number > 0 => symbols.Of("session", number),
        // Metadata and DescribeCluster name any broker that is alive (KRaftMetadataCache.randomAliveBrokerId).
        ("MetadataResponse" or "DescribeClusterResponse", "ControllerId") when number is >= 1 and <= 3 => "a broker",
        // Who leads the quorum, in which epoch and how long its log is, is a matter of chance.
        ("DescribeQuorumResponse", "LeaderId") => symbols.Of("quorum-leader", number),
        ("DescribeQuorumResponse", "LeaderEpoch" or "HighWatermark" or "LogEndOffset") when number > 0 => "some",
        ("ApiVersionsResponse", "FinalizedFeaturesEpoch") when number >= 0 => "some",
        (_, "ThrottleTimeMs" or "TransactionTimeoutMs") => number.ToString(CultureInfo.InvariantCulture),
        _ when field.EndsWith("Timestamp", StringComparison.Ordinal) || field.EndsWith("TimeMs", StringComparison.Ordinal) => Symbols.Time(number),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };
}
