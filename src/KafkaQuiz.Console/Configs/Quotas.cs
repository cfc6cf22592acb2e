using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Configs;

/// <summary>DescribeClientQuotas for the entities that a command names.</summary>
internal static class Quotas
{
    private static readonly HashSet<string> ClientKeys = ["producer_byte_rate", "consumer_byte_rate", "request_percentage", "controller_mutation_rate"];

    public static bool IsClientQuota(string key) => ClientKeys.Contains(key);

    /// <summary>Kafka's name of an entity type on the wire.</summary>
    public static string WireType(string type) => type switch { ConfigsOptions.Users => "user", ConfigsOptions.Clients => "client-id", _ => "ip" };

    public static async Task<List<DescribeClientQuotasResponse.EntryData>> DescribeAsync(ClusterClient client, ConfigsOptions options, CancellationToken cancel)
    {
        var request = new DescribeClientQuotasRequest
        {
            Strict = true,
            Components = [.. options.EntityTypes.Select((type, i) =>
            {
                var name = i < options.EntityNames.Count ? options.EntityNames[i] : null;
                // Exact name, the default entity, or any.
                return new DescribeClientQuotasRequest.ComponentData { EntityType = WireType(type), MatchType = (sbyte)(name is null ? 2 : name.Length == 0 ? 1 : 0), Match = string.IsNullOrEmpty(name) ? null : name };
            })],
        };
        var response = await client.AskAsync(request, "describeClientQuotas", cancel);
        return response.ErrorCode == ErrorCode.None ? response.Entries ?? [] : throw JavaException.Execution(KafkaErrors.Exception(response.ErrorCode, response.ErrorMessage));
    }
}
