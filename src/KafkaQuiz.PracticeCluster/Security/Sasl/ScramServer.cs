using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>
/// SCRAM (RFC 5802, ScramSaslServer.java): the client proves that it knows the password and hears a proof that the broker does, without the
/// password on the wire. Delegation tokens are no users here.
/// </summary>
internal sealed partial class ScramServer(ScramMechanism mechanism, ScramCredentials users) : ISaslServer
{
    private const RegexOptions Forms = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private string? _claimed;
    private ScramCredential? _credential;
    private string _clientFirstBare = "";
    private string _serverFirst = "";
    private string _nonce = "";

    public string? User { get; private set; }

    public byte[] Evaluate(ReadOnlySpan<byte> token)
    {
        var message = Encoding.UTF8.GetString(token);
        return Encoding.UTF8.GetBytes(_claimed is null ? First(message) : Final(message));
    }

    /// <summary>"=2C" for a comma, "=3D" for an equals sign.</summary>
    private static string Unescape(string name) => name.Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);

    private string First(string message)
    {
        var parsed = ClientFirst().Match(message);
        if (!parsed.Success)
            throw new SaslException();
        var user = Unescape(parsed.Groups["user"].Value);
        var isToken = parsed.Groups["extensions"].Value.Split(',').Contains("tokenauth=true", StringComparer.OrdinalIgnoreCase);
        _credential = isToken ? null : users.Find(user, mechanism);
        if (_credential is null)
            throw new SaslException();
        if (parsed.Groups["identity"].Value is { Length: > 0 } identity && identity != user)
            throw new SaslException("Authentication failed: Client requested an authorization id that is different from username");
        (_claimed, _clientFirstBare) = (user, message[parsed.Groups["header"].Length..]);
        _nonce = parsed.Groups["nonce"].Value + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(13));
        return _serverFirst = $"r={_nonce},s={Convert.ToBase64String(_credential.Salt)},i={_credential.Iterations}";
    }

    private string Final(string message)
    {
        var parsed = ClientFinal().Match(message);
        if (!parsed.Success || parsed.Groups["nonce"].Value != _nonce)
            throw new SaslException();
        var signed = Encoding.UTF8.GetBytes($"{_clientFirstBare},{_serverFirst},{parsed.Groups["unproved"].Value}");
        var clientKey = CryptographicOperations.HmacData(mechanism.Hash(), _credential!.StoredKey, signed);
        var proof = Proof(parsed.Groups["proof"].Value);
        if (proof.Length != clientKey.Length)
            throw new SaslException();
        for (var i = 0; i < proof.Length; i++)
            clientKey[i] ^= proof[i];
        if (!CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(mechanism.Hash(), clientKey), _credential.StoredKey))
            throw new SaslException();
        User = _claimed;
        return "v=" + Convert.ToBase64String(CryptographicOperations.HmacData(mechanism.Hash(), _credential.ServerKey, signed));
    }

    private static byte[] Proof(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw new SaslException();
        }
    }

    // The forms that ScramMessages.java takes; channel binding is not among them.
    [GeneratedRegex(@"^(?<header>n,(a=(?<identity>([\x01-\x7F-[=,]]|=2C|=3D)+))?,)(m=[\x01-\x7F-[,]]+,)?n=(?<user>([\x01-\x7F-[=,]]|=2C|=3D)+),r=(?<nonce>[\x21-\x7E-[,]]+)(?<extensions>(,[A-Za-z]+=[\x01-\x7F-[,]]+)*)$", Forms)]
    private static partial Regex ClientFirst();

    [GeneratedRegex(@"^(?<unproved>c=[A-Za-z0-9/+=]*,r=(?<nonce>[\x21-\x7E-[,]]+)(,[A-Za-z]+=[\x01-\x7F-[,]]+)*),p=(?<proof>[A-Za-z0-9/+=]*)$", Forms)]
    private static partial Regex ClientFinal();
}
