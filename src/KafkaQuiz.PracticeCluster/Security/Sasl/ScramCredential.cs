using System.Security.Cryptography;
using System.Text;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>What a broker keeps of a user's password (RFC 5802, ScramCredential.java): enough to check who knows it, not the password.</summary>
internal sealed class ScramCredential
{
    private ScramCredential(byte[] salt, byte[] storedKey, byte[] serverKey, int iterations) => (Salt, StoredKey, ServerKey, Iterations) = (salt, storedKey, serverKey, iterations);

    public byte[] Salt { get; }

    public byte[] StoredKey { get; }

    public byte[] ServerKey { get; }

    public int Iterations { get; }

    public static ScramCredential Exchange(SleepArchive a, ScramCredential? credential) =>
        new(a.Bytes(credential?.Salt ?? []), a.Bytes(credential?.StoredKey ?? []), a.Bytes(credential?.ServerKey ?? []), a.Int(credential?.Iterations ?? 0));

    /// <summary>From a password that is salted already, as clients send it.</summary>
    public static ScramCredential OfSalted(ScramMechanism mechanism, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> saltedPassword, int iterations) => new(
        salt.ToArray(), CryptographicOperations.HashData(mechanism.Hash(), Mac(mechanism, saltedPassword, "Client Key")), Mac(mechanism, saltedPassword, "Server Key"), iterations);

    /// <summary>From a password itself.</summary>
    public static ScramCredential Of(ScramMechanism mechanism, string password, int iterations = ScramMechanisms.MinIterations, byte[]? salt = null)
    {
        salt ??= RandomNumberGenerator.GetBytes(24);
        return OfSalted(mechanism, salt, Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, mechanism.Hash(), mechanism.Size()), iterations);
    }

    /// <summary>Never shows what it holds.</summary>
    public override string ToString() => $"{Iterations} iterations";

    private static byte[] Mac(ScramMechanism mechanism, ReadOnlySpan<byte> key, string text) => CryptographicOperations.HmacData(mechanism.Hash(), key, Encoding.UTF8.GetBytes(text));
}
