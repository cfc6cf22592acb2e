using System.Security.Cryptography;
using System.Text;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>PLAIN (RFC 4616, PlainSaslServer.java): name and password in the clear, against the users of the listener's JAAS config.</summary>
/// <param name="users">Passwords by name.</param>
internal sealed class PlainServer(IReadOnlyDictionary<string, string> users) : ISaslServer
{
    public string? User { get; private set; }

    public byte[] Evaluate(ReadOnlySpan<byte> token)
    {
        var parts = Encoding.UTF8.GetString(token).Split('\0', 5);
        if (parts.Length != 3)
            throw new SaslException($"Invalid SASL/PLAIN response: expected 3 tokens, got {Math.Min(parts.Length, 4)}");
        var (identity, user, password) = (parts[0], parts[1], parts[2]);
        if (user.Length == 0)
            throw new SaslException("Authentication failed: username not specified");
        if (password.Length == 0)
            throw new SaslException("Authentication failed: password not specified");
        if (!IsRight(user, password))
            throw new SaslException("Authentication failed: Invalid username or password");
        if (identity.Length > 0 && identity != user)
            throw new SaslException("Authentication failed: Client requested an authorization id that is different from username");
        User = user;
        return [];
    }

    /// <summary>Takes as long for a wrong password, or a user that is not there, as for the right one.</summary>
    private bool IsRight(string user, string password)
    {
        var isKnown = users.TryGetValue(user, out var expected);
        var isSame = CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(password)), SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? "")));
        return isKnown & isSame;
    }
}
