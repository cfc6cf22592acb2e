namespace KafkaQuiz.Web.Features.Accounts.Tokens;

/// <summary>A personal access token without its secret.</summary>
/// <param name="Ending">The last four characters of the token.</param>
public sealed record TokenRow(
    Guid Id, string Name, string Ending, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? LastUsedAt);
