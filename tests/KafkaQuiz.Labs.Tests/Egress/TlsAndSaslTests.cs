using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Labs.Tests.Egress;

/// <summary>Secured listeners: what works is seen, what does not fit is told apart.</summary>
public sealed class TlsAndSaslTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly X509Certificate2 Trusted = Certificate("127.0.0.1");

    [Fact]
    public async Task A_cluster_with_tls_and_a_private_ca_is_seen()
    {
        await using var broker = new FakeBroker { Certificate = Trusted };
        await using var connection = await OpenAsync(broker, new(), tls: true, ca: Trusted.ExportCertificatePem());
        var evidence = await connection.CollectAsync(new EvidenceNeeds(), null, null, Cancel);
        Assert.Equal("hostile", evidence.Cluster.Value!.ClusterId);
        Assert.Equal(broker.Port, evidence.Cluster.Value.Brokers[0].Port);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_a_tls_mismatch()
    {
        await using var broker = new FakeBroker { Certificate = Trusted };
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(broker, tls: true));
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(broker, tls: true, ca: Certificate("127.0.0.1").ExportCertificatePem()));
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_a_tls_mismatch()
    {
        using var other = Certificate("broker.example");
        await using var broker = new FakeBroker { Certificate = other };
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(broker, tls: true, ca: other.ExportCertificatePem()));
    }

    [Fact]
    public async Task Plain_text_to_a_tls_listener_is_a_tls_mismatch()
    {
        await using var broker = new FakeBroker { Certificate = Trusted };
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(broker));
    }

    [Fact]
    public async Task Tls_to_a_plain_listener_is_a_tls_mismatch()
    {
        await using var broker = new FakeBroker();
        Assert.Contains(await CauseAsync(broker, tls: true), new[] { NotGradableCause.Tls, NotGradableCause.TimedOut });
    }

    [Fact]
    public async Task A_cluster_with_sasl_is_seen()
    {
        await using var broker = new FakeBroker { Sasl = ("ann", "right") };
        await using var connection = await OpenAsync(broker, new(), sasl: new SaslCredentials(SaslMechanism.Plain, "ann", "right"));
        Assert.NotNull((await connection.CollectAsync(new EvidenceNeeds(), null, null, Cancel)).Cluster.Value);
    }

    [Fact]
    public async Task A_wrong_password_another_mechanism_and_no_sasl_are_sasl_mismatches()
    {
        await using var broker = new FakeBroker { Sasl = ("ann", "right") };
        Assert.Equal(NotGradableCause.Sasl, await CauseAsync(broker, sasl: new SaslCredentials(SaslMechanism.Plain, "ann", "wrong")));
        Assert.Equal(NotGradableCause.Sasl, await CauseAsync(broker));
    }

    [Fact]
    public void A_target_never_shows_its_password() =>
        Assert.DoesNotContain("right", new ClusterTarget([new HostPort("h", 9092)], Sasl: new SaslCredentials(SaslMechanism.Plain, "ann", "right")).ToString(), StringComparison.Ordinal);

    private static Task<ClusterConnection> OpenAsync(FakeBroker broker, EgressPolicy policy, bool tls = false, string? ca = null, SaslCredentials? sasl = null) =>
        ClusterConnection.OpenAsync(new ClusterTarget([new HostPort("127.0.0.1", broker.Port)], tls, ca, sasl), policy, TimeProvider.System, Cancel);

    private static async Task<NotGradableCause> CauseAsync(FakeBroker broker, bool tls = false, string? ca = null, SaslCredentials? sasl = null) =>
        (await Assert.ThrowsAsync<NotGradableException>(() => OpenAsync(broker, new(), tls, ca, sasl))).Fault.Cause;

    private static X509Certificate2 Certificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
