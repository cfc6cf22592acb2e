using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KafkaQuiz.Labs.Egress;

/// <summary>TLS towards a broker: the certificate must be valid for the host name that was named, by the system's CAs or by the learner's CA.</summary>
public static class TlsTrust
{
    internal static SslClientAuthenticationOptions For(ClusterTarget target, string host)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host, CertificateRevocationCheckMode = X509RevocationMode.NoCheck };
        if (target.CaCertificate is { } pem)
        {
            // Following AIA links in a certificate would be a connection that the policy does not see.
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
            policy.CustomTrustStore.ImportFromPem(pem);
            options.CertificateChainPolicy = policy;
        }
        else
        {
            options.CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        }
        return options;
    }

    /// <summary>True where the text holds at least one certificate.</summary>
    public static bool IsCertificate(string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
