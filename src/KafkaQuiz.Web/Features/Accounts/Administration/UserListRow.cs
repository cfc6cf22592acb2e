namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>An account as administrators see it.</summary>
/// <param name="Role">The strongest: learner, instructor or administrator.</param>
/// <param name="Locked">Locked just now because of wrong passwords.</param>
public sealed record UserListRow(Guid Id, string Email, string Name, string Role, DateTimeOffset CreatedAt, bool Locked);
