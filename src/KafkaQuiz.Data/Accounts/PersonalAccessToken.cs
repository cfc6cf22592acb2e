namespace KafkaQuiz.Data.Accounts;

/// <summary>A secret that lets a program act for its owner through the API. Only its hash is kept; it is shown once.</summary>
public sealed class PersonalAccessToken
{
    public const int NameMaxLength = 60;

    public Guid Id { get; set; }
    public Guid UserId { get; set; }

    /// <summary>What the owner calls it.</summary>
    public string Name { get; set; } = "";

    /// <summary>SHA-256 of the token, which holds 256 random bits: no slower hash is needed.</summary>
    public byte[] Hash { get; set; } = [];

    /// <summary>Its last four characters, so that the owner can tell tokens apart.</summary>
    public string Ending { get; set; } = "";

    /// <summary>What it may do, separated by spaces: <c>read</c>, <c>write</c>, <c>admin</c>.</summary>
    public string Scopes { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Written at most every ten minutes.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
