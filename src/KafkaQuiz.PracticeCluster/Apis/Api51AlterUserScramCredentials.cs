using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Security.Sasl;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AlterUserScramCredentials (51), v0 (KIP-554). Sets and removes users' credentials, which clients salt themselves, 4,096 to 16,384 times; each user once in a
/// request (ScramControlManager.java). Waits for an active controller. Nothing is left out.
/// </summary>
internal static class Api51AlterUserScramCredentials
{
    public static AccessChecks<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse> Access { get; } =
        new AccessChecks<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse>((request, _, code, message) => Fault(request, code, message))
        .Cluster(AclOperation.Alter);

    public static async Task<AlterUserScramCredentialsResponse?> HandleAsync(RequestContext context, AlterUserScramCredentialsRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return Fault(request, ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.");
        var response = new AlterUserScramCredentialsResponse();
        foreach (var user in Names(request).GroupBy(n => n))
        {
            var deletion = request.Deletions.Find(d => d.Name == user.Key);
            var upsertion = request.Upsertions.Find(u => u.Name == user.Key);
            var (code, message) = deletion is not null && cluster.Scram.Check(deletion) is { Code: not ErrorCode.None } missing ? missing
                : upsertion is not null && cluster.Scram.Check(upsertion) is { Code: not ErrorCode.None } refused ? refused
                : user.Count() > 1 ? (ErrorCode.DuplicateResource, "A user credential cannot be altered twice in the same request")
                : (ErrorCode.None, null);
            response.Results.Add(new() { User = user.Key, ErrorCode = code, ErrorMessage = message });
            if (code == ErrorCode.None)
                Apply(cluster, deletion, upsertion);
        }
        return response;
    }

    private static AlterUserScramCredentialsResponse Fault(AlterUserScramCredentialsRequest request, ErrorCode code, string? message) =>
        new() { Results = [.. Names(request).Distinct().Select(n => new AlterUserScramCredentialsResponse.AlterUserScramCredentialsResult { User = n, ErrorCode = code, ErrorMessage = message })] };

    private static IEnumerable<string> Names(AlterUserScramCredentialsRequest request) => request.Deletions.Select(d => d.Name).Concat(request.Upsertions.Select(u => u.Name));

    private static void Apply(ClusterState cluster, AlterUserScramCredentialsRequest.ScramCredentialDeletion? deletion, AlterUserScramCredentialsRequest.ScramCredentialUpsertion? upsertion)
    {
        if (deletion is not null)
            cluster.Scram.Remove(deletion.Name, (ScramMechanism)deletion.Mechanism);
        if (upsertion is not null)
        {
            var mechanism = (ScramMechanism)upsertion.Mechanism;
            cluster.Scram.Set(upsertion.Name, mechanism, ScramCredential.OfSalted(mechanism, upsertion.Salt.Span, upsertion.SaltedPassword.Span, upsertion.Iterations));
        }
        cluster.Quorum.Wrote();
    }
}
