using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>A real broker with a listener of each kind: plain, TLS, SASL over plain, SASL over TLS; PLAIN and both SCRAM for the user ann with the password right.</summary>
internal sealed class SecureKafka : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kafkaquiz-secure-").FullName;
    private readonly KafkaNode _node;

    private SecureKafka(KafkaHome home)
    {
        Ports = FreePorts(5);
        using var certificate = Certificate();
        CaCertificate = certificate.ExportCertificatePem();
        var keystore = Path.Combine(_directory, "broker.pem");
        File.WriteAllText(keystore, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem() + "\n" + CaCertificate + "\n");
        var properties = Path.Combine(_directory, "server.properties");
        File.WriteAllText(properties, Properties(keystore));
        Format(home, properties);
        _node = KafkaNode.Start(1, home, properties);
    }

    /// <summary>Of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL, and the controller.</summary>
    public int[] Ports { get; }

    public string CaCertificate { get; }

    public static async Task<SecureKafka> StartAsync(KafkaHome home, CancellationToken cancel)
    {
        var kafka = new SecureKafka(home);
        await kafka._node.WaitUntilServingAsync(TimeSpan.FromSeconds(90), cancel);
        return kafka;
    }

    public ValueTask DisposeAsync()
    {
        _node.Dispose();
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // The broker may write once more while it goes down.
        }
        return ValueTask.CompletedTask;
    }

    private string Properties(string keystore)
    {
        const string scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        const string plain = "org.apache.kafka.common.security.plain.PlainLoginModule required user_ann=\"right\";";
        var jaas = string.Join('\n', new[] { "named", "secure" }.SelectMany(listener => new[]
        {
            $"listener.name.{listener}.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            $"listener.name.{listener}.plain.sasl.jaas.config={plain}",
            $"listener.name.{listener}.scram-sha-256.sasl.jaas.config={scram}",
            $"listener.name.{listener}.scram-sha-512.sasl.jaas.config={scram}",
        }));
        var listeners = $"PLAINTEXT://127.0.0.1:{Ports[0]},TLS://127.0.0.1:{Ports[1]},NAMED://127.0.0.1:{Ports[2]},SECURE://127.0.0.1:{Ports[3]}";
        return $"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@127.0.0.1:{Ports[4]}
            listeners={listeners},CONTROLLER://127.0.0.1:{Ports[4]}
            advertised.listeners={listeners}
            listener.security.protocol.map=PLAINTEXT:PLAINTEXT,TLS:SSL,NAMED:SASL_PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            ssl.keystore.type=PEM
            ssl.keystore.location={keystore}
            log.dirs={Path.Combine(_directory, "data")}
            offsets.topic.replication.factor=1
            group.initial.rebalance.delay.ms=0
            {jaas}
            """;
    }

    private static void Format(KafkaHome home, string properties)
    {
        var info = new ProcessStartInfo(home.Tool("kafka-storage")!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", properties,
            "--add-scram", "SCRAM-SHA-256=[name=ann,password=right]", "--add-scram", "SCRAM-SHA-512=[name=ann,password=right]",
        ];
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        using var format = Process.Start(info)!;
        var output = format.StandardOutput.ReadToEndAsync();
        var errors = format.StandardError.ReadToEnd();
        format.WaitForExit();
        if (format.ExitCode != 0) throw new InvalidOperationException($"kafka-storage format failed:\n{output.Result}{errors}");
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
