using System.Net;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Tools;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>Clients of a cluster with SASL and ACLs: Confluent.Kafka and Kafka's own tools.</summary>
public sealed class SecuredClientTests : IAsyncLifetime
{
    private static readonly PracticeUser Root = new("admin", "admin's \"secret\"") { IsSuperUser = true };
    private static readonly PracticeUser Alice = new("alice", "alice-secret");

    private readonly string _folder = Directory.CreateTempSubdirectory("secured").FullName;
    private PracticeCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new()
        {
            Seed = 1,
            Brokers = 1,
            Security = new() { Users = [Root, Alice] },
            Configs = new Dictionary<string, string> { ["connection.failed.authentication.delay.ms"] = "10" },
        }, Cancel);
        using var admin = Admin(Root);
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "orders" }, new TopicSpecification { Name = "orders-eu" }, new TopicSpecification { Name = "secret" }]);
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Theory]
    [InlineData(SaslMechanism.Plain)]
    [InlineData(SaslMechanism.ScramSha256)]
    [InlineData(SaslMechanism.ScramSha512)]
    public void The_right_password_comes_in_and_a_wrong_one_does_not(SaslMechanism mechanism)
    {
        using var admin = Admin(Root, mechanism);
        Assert.Contains("orders", admin.GetMetadata(RealClient.Patience).Topics.Select(t => t.Topic));
        using var failed = new ManualResetEventSlim();
        using var stranger = new AdminClientBuilder(Config(Root with { Password = "wrong" }, mechanism)).SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) =>
            {
                if (error.Code == ErrorCode.Local_Authentication)
                    failed.Set();
            }).Build();
        Assert.Throws<KafkaException>(() => stranger.GetMetadata(TimeSpan.FromSeconds(2)));
        Assert.True(failed.Wait(RealClient.Patience, Cancel));
    }

    [Fact]
    public async Task Without_an_acl_topics_and_groups_are_refused_by_their_own_errors()
    {
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await ProduceAsync("orders"));
        Assert.Equal(ErrorCode.GroupAuthorizationFailed, Join("g"));
        using var alice = Admin(Alice);
        Assert.Equal(ErrorCode.ClusterAuthorizationFailed, (await Assert.ThrowsAsync<CreateAclsException>(() => alice.CreateAclsAsync([Binding("orders", ResourcePatternType.Literal, AclPermissionType.Allow)]))).Results[0].Error.Code);
        Assert.DoesNotContain(alice.GetMetadata(RealClient.Patience).Topics, t => t.Topic == "orders");
        using var producer = new ProducerBuilder<string?, string>(new ProducerConfig(Config(Alice)) { TransactionalId = "t" }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        Assert.Equal(ErrorCode.TransactionalIdAuthorizationFailed, Assert.ThrowsAny<KafkaException>(() => producer.InitTransactions(RealClient.Patience)).Error.Code);
    }

    [Fact]
    public async Task Acls_of_a_prefix_allow_and_deny_wins()
    {
        using var admin = Admin(Root);
        await admin.CreateAclsAsync([Binding("orders", ResourcePatternType.Prefixed, AclPermissionType.Allow)]);
        Assert.Equal(ErrorCode.NoError, await ProduceAsync("orders-eu"));
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await ProduceAsync("secret"));
        await admin.CreateAclsAsync([Binding("*", ResourcePatternType.Literal, AclPermissionType.Allow), Binding("orders", ResourcePatternType.Literal, AclPermissionType.Deny)]);
        Assert.Equal(ErrorCode.NoError, await ProduceAsync("secret"));
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await ProduceAsync("orders"));
        Assert.Equal(3, (await admin.DescribeAclsAsync(Any)).AclBindings.Count);
        Assert.Equal(3, (await admin.DeleteAclsAsync([Any])).Sum(r => r.AclBindings.Count));
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await ProduceAsync("secret"));
    }

    [Fact]
    public async Task Kafkas_tools_log_in_and_manage_acls_and_users()
    {
        KafkaTool.SkipIfMissing();
        var scram = await WriteAsync(Root, "SCRAM-SHA-512");
        var plain = await WriteAsync(Alice, "PLAIN");
        Assert.Contains("orders-eu", await _cluster.KafkaAsync("kafka-topics", $"--command-config {scram} --list"), StringComparison.Ordinal);
        Assert.DoesNotContain("orders", await _cluster.KafkaAsync("kafka-topics", $"--command-config {plain} --list"), StringComparison.Ordinal);
        Assert.Contains("(principal=User:alice, host=*, operation=WRITE, permissionType=ALLOW)",
            await _cluster.KafkaAsync("kafka-acls", $"--command-config {scram} --add --allow-principal User:alice --operation Write --topic orders"), StringComparison.Ordinal);
        Assert.Contains("resourceType=TOPIC, name=orders, patternType=LITERAL", await _cluster.KafkaAsync("kafka-acls", $"--command-config {scram} --list --topic orders"), StringComparison.Ordinal);
        Assert.Contains("ClusterAuthorizationException", await _cluster.KafkaAsync("kafka-acls", $"--command-config {plain} --list"), StringComparison.Ordinal);
        Assert.Equal(ErrorCode.NoError, await ProduceAsync("orders"));
        await _cluster.KafkaAsync("kafka-acls", $"--command-config {scram} --remove --force --topic orders");
        Assert.Equal(ErrorCode.TopicAuthorizationFailed, await ProduceAsync("orders"));
        Assert.Contains("Completed updating config for user bob", await _cluster.KafkaAsync("kafka-configs", $"--command-config {scram} --alter --add-config SCRAM-SHA-256=[password=bob-secret] --entity-type users --entity-name bob"), StringComparison.Ordinal);
        using var bob = Admin(new("bob", "bob-secret"), SaslMechanism.ScramSha256);
        Assert.NotEmpty(bob.GetMetadata(RealClient.Patience).Brokers);
    }

    [Fact]
    public async Task Passwords_are_not_told()
    {
        using var admin = Admin(Root);
        var configs = (await admin.DescribeConfigsAsync([new() { Type = ResourceType.Broker, Name = "1" }]))[0].Entries.Values;
        Assert.NotEmpty(configs);
        Assert.DoesNotContain(configs, c => c.Value?.Contains("secret", StringComparison.Ordinal) == true);
        Assert.DoesNotContain("secret", $"{Root} {Alice} {_cluster.Security}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_loopback_a_listener_without_sasl_does_not_start()
    {
        var open = new PracticeClusterOptions
        {
            Brokers = 1,
            ListenAddress = IPAddress.Any,
            Configs = new Dictionary<string, string> { ["listener.security.protocol.map"] = "CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:PLAINTEXT" },
        };
        Assert.Equal("PLAINTEXT", (await Assert.ThrowsAsync<InsecureListenerException>(() => PracticeCluster.StartAsync(open, Cancel))).Protocol);
        await Assert.ThrowsAsync<InsecureListenerException>(() => PracticeCluster.StartAsync(new() { Nodes = [new(1)], ListenAddress = IPAddress.IPv6Any }, Cancel));
    }

    [Fact]
    public async Task Beyond_loopback_one_user_is_made_whose_password_is_never_the_same()
    {
        var options = new PracticeClusterOptions { Brokers = 1, ListenAddress = IPAddress.Any, AdvertisedHost = "127.0.0.1" };
        await using var first = await PracticeCluster.StartAsync(options, Cancel);
        await using var second = await PracticeCluster.StartAsync(options, Cancel);
        var (one, other) = (Assert.Single(first.Security!.Users), Assert.Single(second.Security!.Users));
        Assert.Equal(24, one.Password.Length);
        Assert.NotEqual(one.Password, other.Password);
        using var admin = Quiet(new AdminClientBuilder(new AdminClientConfig(Config(one, SaslMechanism.ScramSha512)) { BootstrapServers = first.BootstrapServers }));
        Assert.Single(admin.GetMetadata(RealClient.Patience).Brokers);
    }

    [Theory]
    [InlineData("a b", "x")]
    [InlineData("a;b", "x")]
    [InlineData("a", "")]
    public async Task A_user_that_no_config_can_hold_is_refused(string name, string password) =>
        await Assert.ThrowsAsync<ArgumentException>(() => PracticeCluster.StartAsync(new() { Brokers = 1, Security = new() { Users = [new(name, password)] } }, Cancel));

    private static AclBindingFilter Any => new()
    {
        PatternFilter = new() { Type = ResourceType.Any, ResourcePatternType = ResourcePatternType.Any },
        EntryFilter = new() { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any },
    };

    private static AclBinding Binding(string topic, ResourcePatternType pattern, AclPermissionType permission) => new()
    {
        Pattern = new() { Type = ResourceType.Topic, Name = topic, ResourcePatternType = pattern },
        Entry = new() { Principal = "User:alice", Host = "*", Operation = AclOperation.Write, PermissionType = permission },
    };

    private static IAdminClient Quiet(AdminClientBuilder builder) => builder.SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private ClientConfig Config(PracticeUser user, SaslMechanism mechanism = SaslMechanism.Plain) => new()
    {
        BootstrapServers = _cluster.BootstrapServers,
        SecurityProtocol = SecurityProtocol.SaslPlaintext,
        SaslMechanism = mechanism,
        SaslUsername = user.Name,
        SaslPassword = user.Password,
    };

    private IAdminClient Admin(PracticeUser user, SaslMechanism mechanism = SaslMechanism.Plain) => Quiet(new AdminClientBuilder(Config(user, mechanism)));

    /// <summary>What alice gets for a record.</summary>
    private async Task<ErrorCode> ProduceAsync(string topic)
    {
        using var producer = new ProducerBuilder<string?, string>(new ProducerConfig(Config(Alice)) { LingerMs = 0, MessageTimeoutMs = 15_000 }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            await producer.ProduceAsync(topic, new() { Value = "x" }, Cancel);
            return ErrorCode.NoError;
        }
        catch (ProduceException<string?, string> e)
        {
            return e.Error.Code;
        }
    }

    /// <summary>What alice gets for joining a group.</summary>
    private ErrorCode Join(string group)
    {
        using var consumer = new ConsumerBuilder<string?, string>(new ConsumerConfig(Config(Alice)) { GroupId = group }).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Subscribe("orders");
        var until = TimeProvider.System.GetUtcNow() + RealClient.Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            try
            {
                consumer.Consume(TimeSpan.FromMilliseconds(100));
            }
            catch (ConsumeException e) when (e.Error.Code != ErrorCode.TopicAuthorizationFailed)
            {
                return e.Error.Code;
            }
        }
        return ErrorCode.NoError;
    }

    private async Task<string> WriteAsync(PracticeUser user, string mechanism)
    {
        var path = Path.Combine(_folder, user.Name + ".properties");
        await File.WriteAllTextAsync(path, PracticeSecurity.ClientProperties(_cluster.BootstrapServers, user, mechanism), Cancel);
        return path;
    }
}
