using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AlterConfigs (33), v0-2: the old request that replaces all configs of a resource. Topics, brokers, groups, client metrics;
/// validate-only. <see cref="ConfigAlteration"/> has the rules. Left out: alter config policies.
/// </summary>
internal static class Api33AlterConfigs
{
    public static AccessChecks<AlterConfigsRequest, AlterConfigsResponse> Access { get; } = new AccessChecks<AlterConfigsRequest, AlterConfigsResponse>((request, _, code, message) => new()
    {
        Responses = [.. request.Resources.Select(r => new AlterConfigsResponse.AlterConfigsResourceResponse { ResourceType = r.ResourceType, ResourceName = r.ResourceName, ErrorCode = code, ErrorMessage = message })],
    })
        // Between the broker's checks and the controller's.
        .Within("AlterConfigs each Topic, Group, or Cluster of the others");

    public static async Task<AlterConfigsResponse?> HandleAsync(RequestContext context, AlterConfigsRequest request)
    {
        var outcomes = await ConfigAlteration.RunAsync(context, [.. request.Resources.Select(r => new ConfigAlteration(
            r.ResourceType, r.ResourceName, [.. r.Configs.Select(c => new ConfigOperation(c.Name, ConfigOperationKind.Set, c.Value))], Replaces: true))], request.ValidateOnly);
        return new()
        {
            Responses = [.. request.Resources.Zip(outcomes, (r, o) => new AlterConfigsResponse.AlterConfigsResourceResponse
            {
                ResourceType = r.ResourceType,
                ResourceName = r.ResourceName,
                ErrorCode = o.Code,
                ErrorMessage = o.Message,
            })],
        };
    }
}
