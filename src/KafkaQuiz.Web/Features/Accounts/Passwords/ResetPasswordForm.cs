namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>What the page for a new password sends.</summary>
/// <param name="User">Id, and <paramref name="Code"/>: from the link.</param>
public sealed record ResetPasswordForm(string? User, string? Code, string? Password);
