namespace KafkaQuiz.Web.Features.Accounts.SigningUp;

/// <summary>What the sign-up page sends.</summary>
public sealed record SignUpForm(string? Email, string? Name, string? Password, string? ReturnUrl);
