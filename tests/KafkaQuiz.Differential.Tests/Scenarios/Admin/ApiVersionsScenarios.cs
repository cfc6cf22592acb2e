using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>What brokers say they serve.</summary>
[Collection(nameof(WholeClusters))]
public sealed class ApiVersionsScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly ApiVersionsRequest Request = new() { ClientSoftwareName = "differential", ClientSoftwareVersion = "1.0" };

    [Scenario]
    public Task Every_api_with_its_versions_and_features() => CompareAsync(async c =>
    {
        await c.AskAsync(Request, version: 4);
        await c.AskAsync(Request, version: 3);
        await c.AskAsync(Request, version: 0);
    });

    [Scenario]
    public Task Versions_that_are_not_served_end_the_connection() => CompareAsync(async c =>
    {
        foreach (var (api, version) in new (short, short)[] { (18, 5), (18, 99), (18, -1), (3, 14), (0, 14), (1, 3), (19, 8), (11, 10), (75, 1), (3, -1), (4, 0), (5, 0), (7, 0), (93, 0), (999, 0), (-1, 0) })
            await c.AskBareAsync(api, version);
        await c.AskAsync(new MetadataRequest { Topics = [] });
    });

    [Scenario]
    public Task Names_of_client_software_that_are_malformed() => CompareAsync(async c =>
    {
        foreach (var (name, version) in new[] { ("", "1"), ("a", ""), ("with blank", "1"), ("-a", "1"), ("a-", "1"), ("한글", "1"), ("good.name-1", "1.0.0-rc1") })
            await c.AskAsync(new ApiVersionsRequest { ClientSoftwareName = name, ClientSoftwareVersion = version }, version: 4, own: r => r.ApiKeys.Clear());
    });
}
