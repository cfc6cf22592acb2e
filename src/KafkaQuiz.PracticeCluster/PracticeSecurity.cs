using System.Security.Cryptography;

namespace KafkaQuiz.Practice;

/// <summary>
/// SASL on all brokers' listeners of a practice cluster (SASL_PLAINTEXT), for PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512,
/// and ACLs. Listeners whose name or `listener.security.protocol.map` says otherwise are left as they are.
/// </summary>
public sealed record PracticeSecurity
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Who may connect. Users with SCRAM credentials can be added while it runs (`kafka-configs --entity-type users`).</summary>
    public IReadOnlyList<PracticeUser> Users { get; init; } = [];

    /// <summary>`sasl.enabled.mechanisms`. Default all three; without PLAIN beyond loopback, since it sends the password as it is.</summary>
    public IReadOnlyList<string>? Mechanisms { get; init; }

    /// <summary>StandardAuthorizer decides who may do what. Default true: without ACLs only super users may do anything.</summary>
    public bool Acls { get; init; } = true;

    /// <summary>One super user, "admin", with a random password of 24 characters (139 bits).</summary>
    public static PracticeSecurity Generate() => new() { Users = [new("admin", RandomNumberGenerator.GetString(Letters, 24)) { IsSuperUser = true }] };

    /// <summary>A Java client's properties, the format of `--command-config`.</summary>
    /// <param name="bootstrapServers">Where it connects.</param>
    /// <param name="user">As whom.</param>
    /// <param name="mechanism">Default SCRAM-SHA-512.</param>
    public static string ClientProperties(string bootstrapServers, PracticeUser user, string mechanism = "SCRAM-SHA-512")
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(mechanism);
        return $"""
            bootstrap.servers={bootstrapServers}
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism={mechanism}
            sasl.jaas.config={Security.Sasl.JaasConfig.OfClient(mechanism, user).Replace("\\", "\\\\", StringComparison.Ordinal)}
            """;
    }

    /// <summary>Never shows passwords.</summary>
    public override string ToString() => string.Join(", ", Users);
}
