using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// IncrementalAlterConfigs (44), v0-1: sets, deletes, appends to and subtracts from configs of topics, brokers (a broker's name empty: for
/// all), broker loggers, groups and client metrics; validate-only (KIP-339). <see cref="ConfigAlteration"/> has the rules.
/// Left out: alter config policies.
/// </summary>
internal static class Api44IncrementalAlterConfigs
{
    public static AccessChecks<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> Access { get; } = new AccessChecks<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>((request, _, code, message) => new()
    {
        Responses = [.. request.Resources.Select(r => new IncrementalAlterConfigsResponse.AlterConfigsResourceResponse { ResourceType = r.ResourceType, ResourceName = r.ResourceName, ErrorCode = code, ErrorMessage = message })],
    })
        // Between the broker's checks and the controller's.
        .Within("AlterConfigs each Topic, Group, or Cluster of the others");

    public static async Task<IncrementalAlterConfigsResponse?> HandleAsync(RequestContext context, IncrementalAlterConfigsRequest request)
    {
        var outcomes = await ConfigAlteration.RunAsync(context, [.. request.Resources.Select(r => new ConfigAlteration(
            r.ResourceType, r.ResourceName, [.. r.Configs.Select(c => new ConfigOperation(c.Name, (ConfigOperationKind)c.ConfigOperation, c.Value))], Replaces: false))], request.ValidateOnly);
        return new()
        {
            Responses = [.. request.Resources.Zip(outcomes, (r, o) => new IncrementalAlterConfigsResponse.AlterConfigsResourceResponse
            {
                ResourceType = r.ResourceType,
                ResourceName = r.ResourceName,
                ErrorCode = o.Code,
                ErrorMessage = o.Message,
            })],
        };
    }
}
