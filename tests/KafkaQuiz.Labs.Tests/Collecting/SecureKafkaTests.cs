using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>Secured listeners of a real broker.</summary>
public sealed class SecureKafkaTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_comes_over_tls_and_every_sasl_mechanism_and_what_does_not_fit_is_told_apart()
    {
        var home = KafkaHome.Find(out var reason);
        Assert.SkipWhen(home is null, $"Needs a broker with certificates and passwords of its own: {reason}");
        await using var kafka = await SecureKafka.StartAsync(home!, Cancel);
        foreach (var mechanism in Enum.GetValues<SaslMechanism>())
        {
            await SeenAsync(kafka, 2, tls: false, new SaslCredentials(mechanism, "ann", "right"));
            await SeenAsync(kafka, 3, tls: true, new SaslCredentials(mechanism, "ann", "right"));
            Assert.Equal(NotGradableCause.Sasl, await CauseAsync(kafka, 3, tls: true, kafka.CaCertificate, new SaslCredentials(mechanism, "ann", "wrong")));
        }
        await SeenAsync(kafka, 0, tls: false, null);
        await SeenAsync(kafka, 1, tls: true, null);
        // No certificate of the system vouches for it, no identity is shown, or the wrong kind of conversation is begun.
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(kafka, 1, tls: true, null, null));
        Assert.Equal(NotGradableCause.Tls, await CauseAsync(kafka, 1, tls: false, null, null));
        Assert.Equal(NotGradableCause.Sasl, await CauseAsync(kafka, 2, tls: false, null, null));
        Assert.Equal(NotGradableCause.NotKafka, await CauseAsync(kafka, 4, tls: false, null, null));
    }

    private static async Task SeenAsync(SecureKafka kafka, int listener, bool tls, SaslCredentials? sasl)
    {
        await using var connection = await OpenAsync(kafka, listener, tls, kafka.CaCertificate, sasl);
        var needs = new EvidenceNeeds();
        needs.OffsetsOf("none");
        needs.BrokerConfig("node.id");
        needs.LogDirsOf(null);
        needs.NeedQuorum();
        needs.NeedListeners();
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);
        Assert.Equal(kafka.Ports[listener], Assert.Single(evidence.Cluster.Value!.Brokers).Port);
        Assert.Equal("1", evidence.BrokerConfigs["1"].Value!.Entries["node.id"].Value);
        Assert.Single(evidence.LogDirs["1"].Value!.Dirs);
        Assert.Equal(1, evidence.Quorum!.Value!.Leader);
        var listeners = evidence.Listeners!.Value!.Listeners.ToDictionary(one => one.Name!);
        Assert.Equal(["NAMED", "PLAINTEXT", "SECURE", "TLS"], listeners.Keys.Order());
        // The grader shows the identity that the learner gave, and no other: without one, listeners that want one stay unknown.
        foreach (var name in sasl is null ? ["PLAINTEXT"] : new[] { "PLAINTEXT", "NAMED", "SECURE", "TLS" }) Assert.Equal(evidence.Cluster.Value.ClusterId, listeners[name].ClusterId);
        if (sasl is null) Assert.Equal(NotGradableCause.Sasl, listeners["SECURE"].Problem!.Cause);
        Assert.DoesNotContain("right", EvidenceJson.Write(evidence), StringComparison.Ordinal);
    }

    private static Task<ClusterConnection> OpenAsync(SecureKafka kafka, int listener, bool tls, string? ca, SaslCredentials? sasl) =>
        ClusterConnection.OpenAsync(new ClusterTarget([new HostPort("127.0.0.1", kafka.Ports[listener])], tls, tls || sasl is not null ? ca : null, sasl), new EgressPolicy(), TimeProvider.System, Cancel);

    private static async Task<NotGradableCause> CauseAsync(SecureKafka kafka, int listener, bool tls, string? ca, SaslCredentials? sasl) =>
        (await Assert.ThrowsAsync<NotGradableException>(() => OpenAsync(kafka, listener, tls, ca, sasl))).Fault.Cause;
}
