using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Configs;

/// <summary><c>--describe</c> of clients, users and IPs: quotas, and SCRAM credentials of users.</summary>
internal static class DescribeQuotas
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ConfigsOptions options, CancellationToken cancel)
    {
        foreach (var entry in await Quotas.DescribeAsync(client, options, cancel))
        {
            var entity = string.Join(", ", entry.Entity.OrderBy(e => e.EntityType switch { "user" => 0, "client-id" => 1, _ => 2 }).Select(e =>
            {
                var type = e.EntityType == "user" ? "user-principal" : e.EntityType;
                return e.EntityName is null ? "the default " + type : $"{type} '{e.EntityName}'";
            }));
            var values = entry.Values.ToDictionary(v => v.Key, v => v.Value);
            context.Line($"Quota configs for {entity} are {string.Join(", ", JavaHash.Order(values.Keys, values.Count).Select(k => $"{k}={JavaDouble.Text(values[k])}"))}");
        }
        if (!options.EntityTypes.Contains(ConfigsOptions.Users) || options.EntityTypes.Contains(ConfigsOptions.Clients) || options.EntityNames.Contains(""))
            return;
        var request = new DescribeUserScramCredentialsRequest
        {
            Users = options.EntityNames.Count == 0 ? null : [.. options.EntityNames.Select(n => new DescribeUserScramCredentialsRequest.UserName { Name = n })],
        };
        var response = await client.AskAsync(request, "describeUserScramCredentials", cancel);
        foreach (var user in response.Results.Where(r => r.ErrorCode == ErrorCode.None))
        {
            var credentials = user.CredentialInfos.Select(c => $"{(c.Mechanism == 1 ? "SCRAM-SHA-256" : "SCRAM-SHA-512")}=iterations={c.Iterations}");
            context.Line($"SCRAM credential configs for user-principal '{user.User}' are {string.Join(", ", credentials)}");
        }
    }
}
