using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Data.Accounts;

/// <summary>
/// Someone who uses KafkaQuiz. A guest is a user without e-mail and password, bound to one browser's cookie; signing up
/// turns the same row into an account, so that everything that belongs to the guest stays where it is.
/// </summary>
public sealed class User : IdentityUser<Guid>
{
    public const int DisplayNameMaxLength = 60;

    /// <summary>What others see: 1 to <see cref="DisplayNameMaxLength"/> characters, not unique.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>True until the user signs up.</summary>
    public bool IsGuest { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Language of e-mails: <c>ko</c> (default) or <c>en</c>.</summary>
    public string Language { get; set; } = "ko";
}
