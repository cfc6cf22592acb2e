using KafkaQuiz.Content;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>How a learner names a cluster; nothing else of client settings is taken.</summary>
/// <param name="Servers">Bootstrap servers, comma-separated.</param>
/// <param name="Tls">Whether the listener uses TLS.</param>
/// <param name="CaCertificate">PEM of a CA to trust, or blank.</param>
/// <param name="SaslMechanism"><c>PLAIN</c>, <c>SCRAM-SHA-256</c>, <c>SCRAM-SHA-512</c>, or blank for none.</param>
/// <param name="SaslUser">User name.</param>
/// <param name="SaslPassword">Password; write-only.</param>
public sealed record ClusterForm(string? Servers, bool Tls, string? CaCertificate, string? SaslMechanism, string? SaslUser, string? SaslPassword)
{
    private const int LongestCertificate = 64 * 1024;
    private const int LongestName = 256;

    public static readonly IReadOnlyList<string> Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>The target, or null and what to write instead.</summary>
    public ClusterTarget? ToTarget(out LocalizedText? problem)
    {
        if (ClusterTarget.ParseBootstrap(Servers, out problem) is not { } bootstrap) return null;
        problem = Problem();
        if (problem is not null) return null;
        var sasl = string.IsNullOrEmpty(SaslMechanism) ? null : new SaslCredentials(Mechanism(SaslMechanism)!.Value, SaslUser!, SaslPassword!);
        return new ClusterTarget(bootstrap, Tls, Tls && !string.IsNullOrWhiteSpace(CaCertificate) ? CaCertificate : null, sasl);
    }

    public static SaslMechanism? Mechanism(string? name) => name switch
    {
        "PLAIN" => Protocol.Client.SaslMechanism.Plain,
        "SCRAM-SHA-256" => Protocol.Client.SaslMechanism.ScramSha256,
        "SCRAM-SHA-512" => Protocol.Client.SaslMechanism.ScramSha512,
        _ => null,
    };

    public override string ToString() => $"{Servers} {(Tls ? "TLS" : "")} {SaslMechanism} {SaslUser}";

    private LocalizedText? Problem()
    {
        if (Tls && !string.IsNullOrWhiteSpace(CaCertificate) && (CaCertificate.Length > LongestCertificate || !TlsTrust.IsCertificate(CaCertificate)))
        {
            return new(
                "CA 인증서를 읽을 수 없습니다. -----BEGIN CERTIFICATE-----로 시작하는 PEM 전체를 붙여 넣으세요.",
                "The CA certificate cannot be read. Paste the whole PEM, beginning with -----BEGIN CERTIFICATE-----.");
        }
        if (string.IsNullOrEmpty(SaslMechanism)) return null;
        if (Mechanism(SaslMechanism) is null)
            return new($"인증 방식은 {string.Join(", ", Mechanisms)} 중 하나여야 합니다.", $"The mechanism must be one of {string.Join(", ", Mechanisms)}.");
        if (string.IsNullOrEmpty(SaslUser) || string.IsNullOrEmpty(SaslPassword) || SaslUser.Length > LongestName || SaslPassword.Length > LongestName)
            return new("SASL 사용자 이름과 비밀번호를 입력하세요.", "Enter the SASL user name and password.");
        return null;
    }
}
