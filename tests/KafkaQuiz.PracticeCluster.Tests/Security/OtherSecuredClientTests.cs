using KafkaQuiz.Practice.Tests.OtherClients;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>kafka-python, kcat and KafkaJS log in by each SASL mechanism that they have, write and read; a wrong password is told.</summary>
public sealed class OtherSecuredClientTests : IAsyncLifetime
{
    private static readonly PracticeUser Root = new("admin", "admin-secret") { IsSuperUser = true };

    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await PracticeCluster.StartAsync(
        new()
        {
            Brokers = 1,
            Security = new() { Users = [Root] },
            Configs = new Dictionary<string, string> { ["connection.failed.authentication.delay.ms"] = "10" },
        }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Kafka_python(string mechanism)
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/python3") && Directory.Exists("/usr/lib/python3/dist-packages/kafka"), "kafka-python is not installed for /usr/bin/python3 (apt install python3-kafka)");
        string Script(string password) => $"""
            from kafka import KafkaConsumer, KafkaProducer
            common = dict(bootstrap_servers='{_cluster.BootstrapServers}', security_protocol='SASL_PLAINTEXT', sasl_mechanism='{mechanism}', sasl_plain_username='admin', sasl_plain_password='{password}')
            p = KafkaProducer(**common)
            p.send('orders', b'hello').get(60)
            c = KafkaConsumer('orders', group_id='g', auto_offset_reset='earliest', consumer_timeout_ms=60000, **common)
            print(next(c).value.decode())
            c.close()
            """;
        var (code, output, error) = await ExternalProgram.RunAsync("/usr/bin/python3", ["-c", Script("admin-secret")]);
        Assert.True((code, output) == (0, "hello\n"), output + error);
        (code, output, error) = await ExternalProgram.RunAsync("/usr/bin/python3", ["-c", Script("wrong")]);
        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.DoesNotContain("admin-secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kcat()
    {
        Assert.SkipUnless(ExternalProgram.Find("kcat") is not null, "kcat is not on the PATH (apt install kcat)");
        var (code, _, error) = await ExternalProgram.RunAsync("kcat", [.. Login("PLAIN", "admin-secret"), "-P", "-t", "orders"], "hello\n");
        Assert.True(code == 0, error);
        Assert.Equal("hello\n", (await ExternalProgram.RunAsync("kcat", [.. Login("PLAIN", "admin-secret"), "-C", "-t", "orders", "-e", "-q"])).Output);
        (code, _, error) = await ExternalProgram.RunAsync("kcat", [.. Login("PLAIN", "wrong"), "-L", "-m", "3"]);
        Assert.NotEqual(0, code);
        Assert.Contains("uthentication failed", error, StringComparison.Ordinal);
    }

    /// <summary>librdkafka 2.0 sends another nonce back than it got; Kafka 4.3.1 answers it the same (CVE-2024-56128 is mended there).</summary>
    [Theory]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("SCRAM-SHA-512")]
    public async Task Kcat_of_librdkafka_2_0_is_refused_with_scram_as_by_kafka(string mechanism)
    {
        Assert.SkipUnless(ExternalProgram.Find("kcat") is not null, "kcat is not on the PATH (apt install kcat)");
        Assert.SkipUnless((await ExternalProgram.RunAsync("kcat", ["-V"])).Output.Contains("librdkafka 2.0.", StringComparison.Ordinal), "kcat is of another librdkafka");
        var (code, _, error) = await ExternalProgram.RunAsync("kcat", [.. Login(mechanism, "admin-secret"), "-L", "-m", "3"]);
        Assert.NotEqual(0, code);
        Assert.Contains($"Authentication failed during authentication due to invalid credentials with SASL mechanism {mechanism}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("scram-sha-256")]
    [InlineData("scram-sha-512")]
    public async Task KafkaJs(string mechanism)
    {
        KafkaJsTests.SkipWithout();
        string Script(string password) => $$"""
            const { Kafka, logLevel } = require('kafkajs');
            const kafka = new Kafka({ brokers: ['{{_cluster.BootstrapServers}}'], logLevel: logLevel.NOTHING, retry: { retries: 2 }, sasl: { mechanism: '{{mechanism}}', username: 'admin', password: '{{password}}' } });
            (async () => {
              const producer = kafka.producer(), consumer = kafka.consumer({ groupId: 'g' });
              await producer.connect();
              await producer.send({ topic: 'orders', messages: [{ value: 'hello' }] });
              await producer.disconnect();
              await consumer.connect();
              await consumer.subscribe({ topic: 'orders', fromBeginning: true });
              await new Promise(done => consumer.run({ eachMessage: async ({ message }) => { console.log(message.value.toString()); done(); } }));
              await consumer.disconnect();
            })().catch(fault => { console.error(fault.type || fault.name); process.exit(1); });
            """;
        var (code, output, error) = await ExternalProgram.RunAsync("node", ["-e", Script("admin-secret")], "", KafkaJsTests.Variables);
        Assert.True((code, output) == (0, "hello\n"), output + error);
        (code, output, error) = await ExternalProgram.RunAsync("node", ["-e", Script("wrong")], "", KafkaJsTests.Variables);
        Assert.Equal((1, ""), (code, output));
        Assert.NotEqual("", error);
    }

    private string[] Login(string mechanism, string password) =>
        ["-b", _cluster.BootstrapServers, "-X", "security.protocol=SASL_PLAINTEXT", "-X", $"sasl.mechanism={mechanism}", "-X", "sasl.username=admin", "-X", $"sasl.password={password}"];
}
