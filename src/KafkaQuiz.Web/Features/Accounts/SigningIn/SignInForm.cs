namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>What the sign-in page sends.</summary>
/// <param name="Remember">Stay signed in when the browser closes.</param>
public sealed record SignInForm(string? Email, string? Password, bool Remember, string? ReturnUrl);
