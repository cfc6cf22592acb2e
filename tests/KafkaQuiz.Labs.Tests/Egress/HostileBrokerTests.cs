using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Tests.Egress;

/// <summary>A broker that names addresses it should not: no connection may leave for them, and the learner is told.</summary>
public sealed class HostileBrokerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_connection_reaches_the_own_ports_metadata_services_or_ipv6_loopback()
    {
        await using var web = new Canary(IPAddress.Loopback);
        await using var v6 = new Canary(Socket.OSSupportsIPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback);
        await using var broker = new FakeBroker();
        broker.Names =
        [
            (1, "127.0.0.1", broker.Port), (2, "127.0.0.1", web.Port), (3, "localhost", web.Port), (4, "169.254.169.254", 80), (5, "::1", v6.Port),
            (6, "::ffff:127.0.0.1", web.Port), (7, "0.0.0.0", web.Port), (8, "2130706433", web.Port),
        ];
        broker.Coordinator = ("127.0.0.1", web.Port);
        var asked = new ConcurrentBag<string>();
        var policy = new EgressPolicy(ownPorts: [web.Port, v6.Port], resolve: (name, _) =>
        {
            asked.Add(name);
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]);
        });

        await using (var connection = await OpenAsync(policy, broker.Port))
        {
            for (var i = 0; i < 2; i++) await connection.CollectAsync(Everything(), null, Cancel);
        }

        Assert.Equal(0, web.Connections);
        Assert.Equal(0, v6.Connections);
        Assert.True(asked.Count == asked.Distinct().Count(), "A name was resolved twice.");
    }

    [Fact]
    public async Task Control_an_advertised_address_that_is_allowed_is_connected_to()
    {
        // What the tests around this one count would be counted, were it not for the policy.
        await using var elsewhere = new Canary(IPAddress.Loopback);
        await using var broker = new FakeBroker();
        broker.Names = [(1, "127.0.0.1", broker.Port), (2, "127.0.0.1", elsewhere.Port)];
        await using (var connection = await OpenAsync(new EgressPolicy(), broker.Port))
            await connection.CollectAsync(Everything(), null, Cancel);
        Assert.NotEqual(0, elsewhere.Connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_is_reached_at_the_first_one_only()
    {
        await using var broker = new FakeBroker();
        await using var inside = new Canary(IPAddress.Parse("127.0.0.9"));
        var answers = new ConcurrentQueue<IPAddress>([IPAddress.Loopback]);
        // The second answer leads to the canary; it would be an allowed address, so only "resolved once" keeps us away from it.
        var policy = new EgressPolicy(resolve: (_, _) => Task.FromResult<IPAddress[]>([answers.TryDequeue(out var first) ? first : IPAddress.Parse("127.0.0.9")]));
        broker.Names = [(1, "rebind.test", broker.Port), (2, "rebind.test", inside.Port)];
        await using (var connection = await OpenAsync(policy, broker.Port, "rebind.test"))
        {
            await connection.CollectAsync(Everything(), null, Cancel);
            await connection.CollectAsync(Everything(), null, Cancel);
        }
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task An_advertised_address_that_is_not_allowed_is_named_to_the_learner()
    {
        await using var broker = new FakeBroker();
        broker.Names = [(1, "169.254.169.254", 9092)];
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        var evidence = await connection.CollectAsync(Everything(), null, Cancel);
        Assert.Equal(new NotGradable(NotGradableCause.NotAllowed, "169.254.169.254:9092"), evidence.Cluster.Fault ?? evidence.Offsets.Values.Select(r => r.Fault).FirstOrDefault());
    }

    [Fact]
    public async Task The_gateway_s_own_ports_cannot_be_named_as_a_cluster()
    {
        await using var broker = new FakeBroker();
        var policy = new EgressPolicy();
        await using var connection = await OpenAsync(policy, broker.Port);
        var ports = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(l => l.Port).ToList();
        Assert.Contains(ports, port => !policy.Allows(new IPEndPoint(IPAddress.Loopback, port)) && port > 1024);
    }

    [Fact]
    public async Task Only_requests_that_look_reach_the_broker()
    {
        await using var broker = new FakeBroker();
        await using (var connection = await OpenAsync(new EgressPolicy(), broker.Port))
        {
            await connection.CollectAsync(Everything(), null, Cancel);
            await Assert.ThrowsAnyAsync<Confluent.Kafka.KafkaException>(() => connection.Admin.CreateTopicsAsync(
                [new() { Name = "made", NumPartitions = 1, ReplicationFactor = 1 }], new() { RequestTimeout = TimeSpan.FromSeconds(1), OperationTimeout = TimeSpan.FromSeconds(1) }));
        }
        Assert.DoesNotContain(Protocol.ApiKey.CreateTopics, broker.Asked);
        Assert.Contains(Protocol.ApiKey.Metadata, broker.Asked);
    }

    [Fact]
    public async Task Nothing_listening_is_refused() => Assert.Equal(NotGradableCause.Refused, await CauseAsync(FreePort()));

    [Fact]
    public async Task A_web_server_is_not_kafka()
    {
        await using var broker = new FakeBroker { Nonsense = Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n") };
        Assert.Equal(NotGradableCause.NotKafka, await CauseAsync(broker.Port));
    }

    [Fact]
    public async Task A_silent_listener_times_out_in_bounded_time()
    {
        await using var broker = new FakeBroker { Silent = true };
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(NotGradableCause.TimedOut, await CauseAsync(broker.Port));
        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0, 20);
    }

    [Fact]
    public async Task An_answer_of_random_bytes_is_not_kafka_and_ends_the_connection()
    {
        var bytes = new byte[400];
        new Random(7).NextBytes(bytes);
        await using var broker = new FakeBroker { Nonsense = [0, 0, 1, 0x8c, .. bytes] };
        Assert.Contains(await CauseAsync(broker.Port), new[] { NotGradableCause.NotKafka, NotGradableCause.TimedOut });
    }

    [Fact]
    public async Task An_answer_that_claims_two_gigabytes_is_not_waited_for()
    {
        await using var broker = new FakeBroker { Nonsense = [0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1] };
        Assert.Equal(NotGradableCause.NotKafka, await CauseAsync(broker.Port));
    }

    [Fact]
    public async Task An_address_outside_the_allowed_networks_is_not_connected_to()
    {
        var fault = await Assert.ThrowsAsync<NotGradableException>(() => ClusterConnection.OpenAsync(
            new ClusterTarget([new HostPort("10.255.255.1", 9092)]), new EgressPolicy(), TimeProvider.System, Cancel));
        Assert.Equal(NotGradableCause.NotAllowed, fault.Fault.Cause);
        Assert.Contains("KAFKAQUIZ_LAB_NETWORKS", fault.Fault.Message.Ko, StringComparison.Ordinal);
    }

    private static EvidenceNeeds Everything()
    {
        var needs = new EvidenceNeeds();
        needs.Ask(new CountQuestion("t", null, null, null, null));
        needs.CommitsOf("g");
        needs.Group("g");
        return needs;
    }

    private static Task<ClusterConnection> OpenAsync(EgressPolicy policy, int port, string host = "127.0.0.1") =>
        ClusterConnection.OpenAsync(new ClusterTarget([new HostPort(host, port)]), policy, TimeProvider.System, Cancel);

    private static async Task<NotGradableCause> CauseAsync(int port) =>
        (await Assert.ThrowsAsync<NotGradableException>(() => OpenAsync(new EgressPolicy(), port))).Fault.Cause;

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    /// <summary>Counts who comes.</summary>
    private sealed class Canary : IAsyncDisposable
    {
        private readonly TcpListener _listener;
        private readonly Task _accepting;
        private int _connections;

        public Canary(IPAddress address)
        {
            _listener = new TcpListener(address, 0);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _accepting = AcceptAsync();
        }

        public int Port { get; }

        public int Connections => Volatile.Read(ref _connections);

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _accepting;
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // Closing.
            }
        }
    }
}
