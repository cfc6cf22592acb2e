using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KafkaQuiz.Data.Accounts;

/// <summary>Random secrets that are handed out once and kept only as a hash.</summary>
public static class Secret
{
    /// <summary>256 random bits as 43 characters that can stand in an address.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is stored: SHA-256. Enough for secrets of 112 bits or more (OWASP ASVS 5.0, 6.5.2), too little for passwords.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
