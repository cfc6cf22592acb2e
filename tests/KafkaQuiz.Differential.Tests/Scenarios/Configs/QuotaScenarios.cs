using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Protocol.Messages.AlterClientQuotasRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Configs;

/// <summary>Quotas, SCRAM credentials and ACLs, as administrators keep them.</summary>
[Collection(nameof(WholeClusters))]
public sealed class QuotaScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Quotas_are_set_described_and_removed() => CompareAsync(async c =>
    {
        var user = c.Own("user");
        await c.AskAsync(Alter([("user", user)], ("producer_byte_rate", 1024, false)));
        await c.AskAsync(Alter([("user", user), ("client-id", null)], ("consumer_byte_rate", 2048, false), ("request_percentage", 50, false)));
        await c.UntilAsync(Described("user", 0, user), r => r.Entries?.Count == 2);
        await c.AskAsync(Described("user", 0, user));
        await c.AskAsync(Described("user", 0, user, strict: true));
        await c.AskAsync(Described("client-id", 1, null));
        await c.AskAsync(Alter([("user", user)], ("producer_byte_rate", 0, true)));
        await c.AskAsync(Alter([("user", user), ("client-id", null)], ("consumer_byte_rate", 0, true), ("request_percentage", 0, true)));
        await c.AskUntilAsync(Described("user", 0, user), r => r.Entries is { Count: 0 });
    });

    [Scenario]
    public Task Quotas_that_cannot_be() => CompareAsync(async c =>
    {
        foreach (var (entity, key, value) in new ((string, string?)[], string, double)[]
        {
            ([("user", "a")], "no_such_quota", 1), ([("user", "a")], "producer_byte_rate", -1), ([("user", "a")], "producer_byte_rate", 0), ([("user", "a")], "request_percentage", double.NaN), ([("nobody", "a")], "producer_byte_rate", 1),
            ([], "producer_byte_rate", 1), ([("user", "")], "producer_byte_rate", 1), ([("ip", "300.1.1.1")], "connection_creation_rate", 1), ([("ip", "127.0.0.1"), ("user", "a")], "connection_creation_rate", 1), ([("ip", "127.0.0.1")], "producer_byte_rate", 1),
            ([("user", "a")], "connection_creation_rate", 1), ([("user", "a"), ("user", "b")], "producer_byte_rate", 1), ([("ip", "127.0.0.1")], "connection_creation_rate", 1.5), ([("user", "a")], "controller_mutation_rate", 1.5),
        })
            await c.AskAsync(Alter(entity, (key, value, false)));
        foreach (var (type, match, name) in new (string, sbyte, string?)[] { ("nobody", 0, "a"), ("user", 7, "a"), ("user", 0, null), ("user", 1, "a"), ("user", 2, "a"), ("", 0, "a") })
            await c.AskAsync(Described(type, match, name));
    });

    [Scenario]
    public Task Scram_credentials_are_described_without_secrets() => CompareAsync(async c =>
    {
        var (user, nobody) = (c.Own("user"), c.Own("nobody"));
        foreach (var (name, mechanism, iterations) in new (string, sbyte, int)[] { (user, 1, 4096), (user, 2, 8192), ("", 1, 4096), (user, 1, 10), (user, 1, 99_999), (user, 0, 4096), (user, 9, 4096) })
            await c.AskAsync(new AlterUserScramCredentialsRequest { Upsertions = [new() { Name = name, Mechanism = mechanism, Iterations = iterations, Salt = new byte[16], SaltedPassword = new byte[32] }] });
        await c.UntilAsync(new DescribeUserScramCredentialsRequest { Users = [new() { Name = user }] }, r => r.Results is [{ CredentialInfos.Count: 2 }]);
        await c.AskAsync(new DescribeUserScramCredentialsRequest { Users = [new() { Name = user }, new() { Name = nobody }, new() { Name = "" }] });
        await c.AskAsync(new DescribeUserScramCredentialsRequest { Users = [new() { Name = user }, new() { Name = user }] });
        await c.AskAsync(new DescribeUserScramCredentialsRequest { Users = null });
        await c.AskAsync(new AlterUserScramCredentialsRequest { Deletions = [new() { Name = user, Mechanism = 1 }, new() { Name = nobody, Mechanism = 1 }] });
        await c.AskAsync(new AlterUserScramCredentialsRequest { Deletions = [new() { Name = user, Mechanism = 2 }, new() { Name = user, Mechanism = 2 }] });
        await c.AskAsync(new AlterUserScramCredentialsRequest { Deletions = [new() { Name = user, Mechanism = 2 }] });
        await c.AskUntilAsync(new DescribeUserScramCredentialsRequest { Users = [new() { Name = user }] }, r => r.Results[0].CredentialInfos.Count == 0);
    });

    [Scenario]
    public Task Acls_without_an_authorizer() => CompareAsync(async c =>
    {
        for (short version = 1; version <= 3; version++)
        {
            await c.AskAsync(new DescribeAclsRequest { ResourceTypeFilter = 1, PatternTypeFilter = 1, Operation = 1, PermissionType = 1 }, version: version);
            await c.AskAsync(new CreateAclsRequest { Creations = [new() { ResourceType = 2, ResourceName = "orders", Principal = "User:alice", Host = "*", Operation = 3, PermissionType = 3 }] }, version: version);
            await c.AskAsync(new DeleteAclsRequest { Filters = [new() { ResourceTypeFilter = 1, PatternTypeFilter = 1, Operation = 1, PermissionType = 1 }] }, version: version);
        }
    });

    private static AlterClientQuotasRequest Alter((string Type, string? Name)[] entity, params (string Key, double Value, bool Remove)[] ops) => new()
    {
        Entries = [new()
        {
            Entity = [.. entity.Select(e => new EntityData { EntityType = e.Type, EntityName = e.Name })],
            Ops = [.. ops.Select(o => new OpData { Key = o.Key, Value = o.Value, Remove = o.Remove })],
        }],
    };

    private static DescribeClientQuotasRequest Described(string type, sbyte match, string? name, bool strict = false) => new()
    {
        Components = [new() { EntityType = type, MatchType = match, Match = name }],
        Strict = strict,
    };
}
