using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ApiVersions (18), v0-4. What the listener serves out of the <see cref="ApiTable"/>, supported and finalized features (KIP-584). A version
/// above 4 gets error 35 in version 0, a client whose software has a malformed name or version INVALID_REQUEST (KIP-511). Nothing is left out.
/// </summary>
internal static partial class Api18ApiVersions
{
    public static AccessChecks<ApiVersionsRequest, ApiVersionsResponse> Access { get; } = new((_, _, code, _) => new() { ErrorCode = code });

    public static ApiVersionsResponse Handle(RequestContext context, ApiVersionsRequest request) =>
        context.Version < 3 || (Software().IsMatch(request.ClientSoftwareName) && Software().IsMatch(request.ClientSoftwareVersion)) ? Answer(context) : new() { ErrorCode = ErrorCode.InvalidRequest };

    /// <summary>ApiVersionsRequest.SOFTWARE_NAME_VERSION_PATTERN.</summary>
    [GeneratedRegex(@"^[a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?\z")]
    private static partial Regex Software();

    private static ApiVersionsResponse Answer(RequestContext context) => new()
    {
        ApiKeys = [.. ApiTable.On(context.Listener.IsController).Select(e => new ApiVersionsResponse.ApiVersion { ApiKey = (short)e.Key, MinVersion = e.AdvertisedMin, MaxVersion = e.Max })],
        // Versions 0-3 cannot say a minimum of 0 (KAFKA-17011).
        SupportedFeatures = [.. Features.All.Where(f => context.Version >= 4 || f.Min > 0)
            .Select(f => new ApiVersionsResponse.SupportedFeatureKey { Name = f.Name, MinVersion = f.Min, MaxVersion = f.Max })],
        FinalizedFeaturesEpoch = context.Cluster.Quorum.EndOffset,
        FinalizedFeatures = [.. context.Cluster.Features.Levels.Where(f => f.Value > 0)
            .Select(f => new ApiVersionsResponse.FinalizedFeatureKey { Name = f.Key, MinVersionLevel = f.Value, MaxVersionLevel = f.Value })],
    };
}
