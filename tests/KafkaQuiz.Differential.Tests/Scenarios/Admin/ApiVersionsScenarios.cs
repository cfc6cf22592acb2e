using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>What brokers say they serve.</summary>
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
}
