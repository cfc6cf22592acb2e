namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

/// <summary>How the second factor of a user stands.</summary>
/// <param name="Key">The shared secret in groups of four, for typing; null once it is on.</param>
/// <param name="Link">The same as an <c>otpauth:</c> address, for the QR code.</param>
/// <param name="CodesLeft">Recovery codes that were not used.</param>
public sealed record AuthenticatorState(bool IsOn, string? Key, string? Link, int CodesLeft);
