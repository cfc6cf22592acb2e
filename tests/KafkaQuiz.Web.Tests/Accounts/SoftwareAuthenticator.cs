using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KafkaQuiz.Web.Tests.Accounts;

/// <summary>
/// An authenticator with one passkey (WebAuthn Level 3, ES256, no attestation): answers the options of the server as a browser's
/// <c>credential.toJSON()</c> would.
/// </summary>
public sealed class SoftwareAuthenticator(string origin, string domain) : IDisposable
{
    private const byte UserPresent = 0x01, UserVerified = 0x04, HasCredential = 0x40;

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);
    private string _userHandle = "";
    private uint _uses;

    /// <summary>Whether it checks who uses it, by finger or PIN.</summary>
    public bool VerifiesUser { get; set; } = true;

    public string Create(string options)
    {
        var wanted = JsonNode.Parse(options)!;
        _userHandle = wanted["user"]!["id"]!.GetValue<string>();
        var point = _key.ExportParameters(false).Q;
        // COSE key: kty EC2, alg ES256, crv P-256, x, y (RFC 9053).
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. AuthenticatorData(HasCredential), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] length = [(byte)(data.Length >> 8), (byte)data.Length];
        byte[] attestation =
            [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x59, .. length, .. data];
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(ClientData("webauthn.create", wanted)),
            ["attestationObject"] = Text(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    public string Get(string options)
    {
        var clientData = ClientData("webauthn.get", JsonNode.Parse(options)!);
        var data = AuthenticatorData(0);
        var signature = _key.SignData(
            [.. data, .. SHA256.HashData(clientData)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Credential(new JsonObject
        {
            ["clientDataJSON"] = Text(clientData),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = _userHandle,
        });
    }

    public void Dispose() => _key.Dispose();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private byte[] AuthenticatorData(byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, ++_uses);
        var all = (byte)(flags | UserPresent | (VerifiesUser ? UserVerified : 0));
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(domain)), all, .. counter];
    }

    private byte[] ClientData(string type, JsonNode options) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = options["challenge"]!.GetValue<string>(),
        origin,
        crossOrigin = false,
    });

    private string Credential(JsonObject response) => new JsonObject
    {
        ["id"] = Text(_id),
        ["rawId"] = Text(_id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();
}
