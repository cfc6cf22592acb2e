namespace KafkaQuiz.Data.Accounts;

/// <summary>The link, printed at a start without any administrator, that makes its holder the administrator once.</summary>
public sealed class AdministratorInvitation
{
    public Guid Id { get; set; }

    /// <summary>SHA-256 of the link's code, which holds 256 random bits.</summary>
    public byte[] Hash { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>Who became the administrator; kept when that account is deleted.</summary>
    public Guid? UsedBy { get; set; }
}
