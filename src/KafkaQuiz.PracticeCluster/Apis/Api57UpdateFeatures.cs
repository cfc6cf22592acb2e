using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// UpdateFeatures (57), v0-2: finalized levels with the checks of FeatureControlManager.java; all or nothing; validate-only.
/// eligible.leader.replicas.version and transaction.version take effect. Left out: a quorum that changes with kraft.version 1; what lower levels of share.version
/// and streams.version switch off.
/// </summary>
internal static class Api57UpdateFeatures
{
    public static AccessChecks<UpdateFeaturesRequest, UpdateFeaturesResponse> Access { get; } = new AccessChecks<UpdateFeaturesRequest, UpdateFeaturesResponse>((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message })
        .Cluster(AclOperation.Alter);

    private const sbyte Upgrade = 1;
    private const sbyte SafeDowngrade = 2;
    private const sbyte UnsafeDowngrade = 3;

    public static async Task<UpdateFeaturesResponse?> HandleAsync(RequestContext context, UpdateFeaturesRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromMilliseconds(request.TimeoutMs), context.Gone))
            return new() { ErrorCode = ErrorCode.RequestTimedOut, ErrorMessage = "The active controller was not found within the timeout." };
        if (request.FeatureUpdates.Select(u => Fault(cluster, u, TypeOf(context, u))).FirstOrDefault(f => f is not null) is { } fault)
        {
            return new()
            {
                ErrorCode = ErrorCode.InvalidUpdateVersion,
                ErrorMessage = "The update failed for all features since the following feature had an error: " + fault,
            };
        }
        foreach (var update in request.FeatureUpdates.Where(_ => !request.ValidateOnly))
            Apply(cluster, update.Feature, update.MaxVersionLevel);
        return new() { Results = context.Version > 1 ? [] : [.. request.FeatureUpdates.Select(u => new UpdateFeaturesResponse.UpdatableFeatureResult { Feature = u.Feature, ErrorMessage = "NONE" })] };
    }

    private static sbyte TypeOf(RequestContext context, UpdateFeaturesRequest.FeatureUpdateKey update) =>
        context.Version > 0 ? update.UpgradeType : update.AllowDowngrade ? SafeDowngrade : Upgrade;

    private static string? Fault(ClusterState cluster, UpdateFeaturesRequest.FeatureUpdateKey update, sbyte type)
    {
        var (name, level) = (update.Feature, update.MaxVersionLevel);
        string Invalid(string why) => $"Invalid update version {level} for feature {name}. {why}";
        if (type is < Upgrade or > UnsafeDowngrade)
            return Invalid("The controller does not support the given upgrade type.");
        if (level < 0)
            return Invalid("A feature version cannot be less than 0.");
        var feature = Features.All.FirstOrDefault(f => f.Name == name);
        if (feature is null)
            return Invalid(level == 0 ? $"Feature {name} not found." : $"Local controller {cluster.Quorum.LeaderId} does not support this feature.");
        if (level < feature.Min || level > feature.Max)
            return Invalid($"Local controller {cluster.Quorum.LeaderId} only supports versions {feature.Min}-{feature.Max}");
        var current = cluster.Features[name];
        if (level < current && type == Upgrade)
            return Invalid("Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.");
        if (level > current && type != Upgrade)
            return Invalid("Can't downgrade to a newer version.");
        if (name != Features.MetadataVersion || level >= current)
            return null;
        return $"Unsupported metadata.version downgrade from {current} to {level}. " + (type == UnsafeDowngrade ? "Unsafe metadata downgrade is not supported in this version."
            : "Refusing to perform the requested downgrade because it might delete metadata information.");
    }

    private static void Apply(ClusterState cluster, string name, short level)
    {
        cluster.Features[name] = level;
        if (name == Features.EligibleLeaderReplicas && level > 0)
            cluster.Configs.SettleMinIsr();
        cluster.Quorum.Wrote();
    }
}
