using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KafkaQuiz.Protocol.Client;

/// <summary>The client's side of SCRAM (RFC 5802, RFC 7677).</summary>
/// <param name="credentials">Who.</param>
/// <param name="nonce">For the examples of the RFC; a random one by default.</param>
internal sealed class ScramClient(SaslCredentials credentials, string? nonce = null)
{
    /// <summary>Kafka's own credentials have 4,096 to 16,384 rounds (KIP-554). A broker that asks for more would only burn our processor.</summary>
    private const int MaxIterations = 65_536;

    private readonly string _nonce = nonce ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
    private readonly HashAlgorithmName _hash = credentials.Mechanism == SaslMechanism.ScramSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;
    private byte[] _serverSignature = [];

    private string FirstBare => $"n={credentials.Username.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal)},r={_nonce}";

    public string First() => "n,," + FirstBare;

    public string Final(string serverFirst)
    {
        var fields = Fields(serverFirst);
        if (!fields.TryGetValue('r', out var both) || !both.StartsWith(_nonce, StringComparison.Ordinal)
            || !fields.TryGetValue('s', out var salt) || !fields.TryGetValue('i', out var rounds)
            || !int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < 1 or > MaxIterations)
            throw SaslExchange.Refused("The broker's SCRAM challenge is not valid.");
        var size = _hash == HashAlgorithmName.SHA256 ? 32 : 64;
        byte[] salted;
        try
        {
            salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(credentials.Password), Convert.FromBase64String(salt), iterations, _hash, size);
        }
        catch (FormatException)
        {
            throw SaslExchange.Refused("The broker's SCRAM salt is not Base64.");
        }
        var clientKey = Mac(salted, "Client Key");
        var withoutProof = "c=biws,r=" + both;
        var message = $"{FirstBare},{serverFirst},{withoutProof}";
        var proof = Mac(CryptographicOperations.HashData(_hash, clientKey), message);
        for (var i = 0; i < proof.Length; i++)
            proof[i] ^= clientKey[i];
        _serverSignature = Mac(Mac(salted, "Server Key"), message);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    public bool Verify(string serverFinal) =>
        Fields(serverFinal).TryGetValue('v', out var signature)
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(Convert.ToBase64String(_serverSignature)));

    private byte[] Mac(byte[] key, string text) => CryptographicOperations.HmacData(_hash, key, Encoding.UTF8.GetBytes(text));

    private static Dictionary<char, string> Fields(string message) =>
        message.Split(',').Where(p => p.Length > 2 && p[1] == '=').DistinctBy(p => p[0]).ToDictionary(p => p[0], p => p[2..]);
}
