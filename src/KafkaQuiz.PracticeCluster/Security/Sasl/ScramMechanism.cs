using System.Security.Cryptography;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>A mechanism of SCRAM (ScramMechanism.java), numbered as on the wire.</summary>
internal enum ScramMechanism : sbyte
{
    /// <summary>A code that is not known.</summary>
    Unknown = 0,
    Sha256 = 1,
    Sha512 = 2,
}

/// <summary>What the mechanisms are called and count on.</summary>
internal static class ScramMechanisms
{
    public const int MinIterations = 4096;
    public const int MaxIterations = 16384;

    public static HashAlgorithmName Hash(this ScramMechanism mechanism) => mechanism == ScramMechanism.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;

    /// <summary>Bytes of a hash.</summary>
    public static int Size(this ScramMechanism mechanism) => mechanism == ScramMechanism.Sha256 ? 32 : 64;

    /// <summary>As `sasl.mechanism` says it.</summary>
    public static string Name(this ScramMechanism mechanism) => mechanism == ScramMechanism.Sha256 ? "SCRAM-SHA-256" : "SCRAM-SHA-512";

    /// <summary>Unknown for another name.</summary>
    public static ScramMechanism Of(string name) => name switch { "SCRAM-SHA-256" => ScramMechanism.Sha256, "SCRAM-SHA-512" => ScramMechanism.Sha512, _ => ScramMechanism.Unknown };
}
