namespace KafkaQuiz.Data.Accounts;

/// <summary>One browser that is signed in. The cookie names the row; ending the row signs that browser out at its next request.</summary>
public sealed class UserSession
{
    public const int BrowserMaxLength = 200;

    public Guid Id { get; set; }
    public Guid UserId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Time of a recent request, written at most every ten minutes.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The browser's User-Agent header, cut to <see cref="BrowserMaxLength"/> characters.</summary>
    public string Browser { get; set; } = "";

    /// <summary>The user's name or roles changed: the cookie is written anew at the next request.</summary>
    public bool ClaimsChanged { get; set; }
}
