using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeUserScramCredentials (50), v0 (KIP-554). Mechanisms and iterations of the users named, of all when none is (ScramImage.java); never what
/// is derived from a password. Left out: no answer to those who may not ask for all (Kafka's handler stumbles over the null list, and its client waits).
/// </summary>
internal static class Api50DescribeUserScramCredentials
{
    public static AccessChecks<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse> Access { get; } =
        new AccessChecks<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>((request, _, code, _) => new()
        {
            ErrorCode = code,
            Results = [.. (request.Users ?? []).Select(_ => new DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult { ErrorCode = code })],
        })
        .Cluster(AclOperation.Describe);

    public static DescribeUserScramCredentialsResponse Handle(RequestContext context, DescribeUserScramCredentialsRequest request)
    {
        var users = request.Users is { Count: > 0 } named ? named.Select(u => u.Name) : context.Cluster.Scram.Users;
        return new() { ErrorMessage = "", Results = [.. users.GroupBy(u => u).Select(u => One(context, u.Key, u.Count()))] };
    }

    private static DescribeUserScramCredentialsResponse.DescribeUserScramCredentialsResult One(RequestContext context, string user, int times)
    {
        if (times > 1)
            return new() { User = user, ErrorCode = ErrorCode.DuplicateResource, ErrorMessage = $"Cannot describe SCRAM credentials for the same user twice in a single request: {user}" };
        var credentials = context.Cluster.Scram.Of(user);
        return credentials.Count == 0
            ? new() { User = user, ErrorCode = ErrorCode.ResourceNotFound, ErrorMessage = $"Attempt to describe a user credential that does not exist: {user}" }
            : new()
            {
                User = user,
                ErrorMessage = "",
                CredentialInfos = [.. credentials.Select(c => new DescribeUserScramCredentialsResponse.CredentialInfo { Mechanism = (sbyte)c.Key, Iterations = c.Value.Iterations })],
            };
    }
}
