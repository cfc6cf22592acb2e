// More than 300 lines: every way in which a broker may be hostile, side by side.
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

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
        broker.Listeners = $"PLAINTEXT://127.0.0.1:{web.Port},EXTERNAL://localhost:{web.Port},V6://[::1]:{v6.Port},META://169.254.169.254:80,MAPPED://[::ffff:127.0.0.1]:{web.Port},SECURE://127.0.0.1:{web.Port}";
        var asked = new ConcurrentBag<string>();
        var policy = new EgressPolicy(ownPorts: [web.Port, v6.Port], resolve: (name, _) =>
        {
            asked.Add(name);
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]);
        });

        await using (var connection = await OpenAsync(policy, broker.Port))
        {
            for (var i = 0; i < 2; i++) await connection.CollectAsync(Everything(), null, null, Cancel);
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
            await connection.CollectAsync(Everything(), null, null, Cancel);
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
            await connection.CollectAsync(Everything(), null, null, Cancel);
            await connection.CollectAsync(Everything(), null, null, Cancel);
        }
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task An_advertised_address_that_is_not_allowed_is_named_to_the_learner()
    {
        await using var broker = new FakeBroker();
        broker.Names = [(1, "169.254.169.254", 9092)];
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        var evidence = await connection.CollectAsync(Everything(), null, null, Cancel);
        Assert.Equal(new NotGradable(NotGradableCause.NotAllowed, "169.254.169.254:9092"), evidence.Cluster.Fault ?? evidence.Offsets.Values.Select(r => r.Fault).FirstOrDefault());
    }

    [Fact]
    public async Task Only_requests_that_look_can_be_sent()
    {
        await using var broker = new FakeBroker();
        var links = new BrokerLinks(new EgressSession(new EgressPolicy()), new ClusterTarget([new HostPort("127.0.0.1", broker.Port)]), LinkMode.ReadOnly);
        await using var _ = links;
        IRequest[] writing =
        [
            new CreateTopicsRequest(), new DeleteTopicsRequest(), new ProduceRequest(), new CreatePartitionsRequest(), new IncrementalAlterConfigsRequest(), new AlterConfigsRequest(), new DeleteRecordsRequest(),
            new OffsetCommitRequest(), new OffsetDeleteRequest(), new DeleteGroupsRequest(), new JoinGroupRequest(), new ConsumerGroupHeartbeatRequest(), new InitProducerIdRequest(), new ElectLeadersRequest(),
            new AlterPartitionReassignmentsRequest(), new AlterReplicaLogDirsRequest(), new UpdateFeaturesRequest(), new AddPartitionsToTxnRequest(), new EndTxnRequest(), new WriteTxnMarkersRequest(),
            new CreateAclsRequest(), new DeleteAclsRequest(), new AlterClientQuotasRequest(), new UnregisterBrokerRequest(), new MetadataRequest { AllowAutoTopicCreation = true },
        ];
        Assert.All(writing, request => Assert.False(LinkRules.Allows(LinkMode.ReadOnly, request), request.ApiKey.ToString()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => links.AskAnyAsync(new CreateTopicsRequest(), Cancel));
        await using (var connection = await OpenAsync(new EgressPolicy(), broker.Port)) await connection.CollectAsync(Everything(), null, null, Cancel);
        Assert.Contains(ApiKey.Metadata, broker.Asked);
        Assert.Empty(broker.Asked.Intersect(writing.Select(request => request.ApiKey).Where(key => key != ApiKey.Metadata)));
    }

    [Fact]
    public async Task A_broker_too_old_to_leave_topics_uncreated_is_not_asked_for_any()
    {
        await using var broker = new FakeBroker();
        broker.Respond = request => request is ApiVersionsRequest
            ? new ApiVersionsResponse { ApiKeys = [.. Api.All.Select(api => new ApiVersionsResponse.ApiVersion { ApiKey = (short)api.Key, MinVersion = 0, MaxVersion = api.Key == ApiKey.Metadata ? (short)3 : api.MaxVersion })] }
            : null;
        Assert.Equal(NotGradableCause.NotKafka, await CauseAsync(broker.Port));
        Assert.DoesNotContain(ApiKey.Metadata, broker.Asked);
    }

    [Fact]
    public async Task A_cluster_that_names_ten_thousand_topics_and_a_thousand_brokers_costs_bounded_time_and_memory()
    {
        await using var broker = new FakeBroker();
        broker.Respond = request => request is MetadataRequest { Topics.Count: > 0 } asked
            ? new MetadataResponse
            {
                ClusterId = new string('x', 30_000),
                Brokers = [new() { NodeId = 0, Host = "127.0.0.1", Port = broker.Port }, .. Enumerable.Range(1, 1_000).Select(id => new MetadataResponse.MetadataResponseBroker { NodeId = id, Host = "127.0.0.1", Port = 1 })],
                Topics = [.. Enumerable.Range(0, 10_000).Select(n => new MetadataResponse.MetadataResponseTopic { Name = n == 0 ? asked.Topics[0].Name : $"topic-{n}", Partitions = [new() { LeaderId = 0, ReplicaNodes = [0], IsrNodes = [0] }] })],
            }
            : null;
        var needs = new EvidenceNeeds();
        needs.OffsetsOf("t");
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);
        Assert.Equal(EvidenceLimits.Brokers, evidence.Cluster.Value!.Brokers.Count);
        Assert.Equal(["t"], evidence.Topics.Keys);
        Assert.InRange(EvidenceJson.Write(evidence).Length, 100, 20_000);
    }

    [Fact]
    public async Task A_topic_of_a_hundred_thousand_partitions_is_too_much_and_says_so()
    {
        await using var broker = new FakeBroker();
        broker.Respond = request => request is MetadataRequest { Topics.Count: > 0 }
            ? new MetadataResponse
            {
                ClusterId = "c",
                Brokers = [new() { NodeId = 1, Host = "127.0.0.1", Port = broker.Port }],
                Topics = [new() { Name = "t", Partitions = [.. Enumerable.Range(0, 50_000).Select(p => new MetadataResponse.MetadataResponsePartition { PartitionIndex = p, LeaderId = 1, ReplicaNodes = [1], IsrNodes = [1] })] }],
            }
            : null;
        var needs = new EvidenceNeeds();
        needs.OffsetsOf("t");
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        var evidence = await connection.CollectAsync(needs, null, null, Cancel);
        Assert.Equal(NotGradableCause.TooMuch, evidence.Topics["t"].Fault!.Cause);
        Assert.Equal(NotGradableCause.TooMuch, evidence.Offsets["t"].Fault!.Cause);
    }

    [Fact]
    public async Task A_topic_of_a_million_records_is_read_in_shares_and_given_up_at_the_limit()
    {
        // A broker that has always more: every fetch is answered with the same kilobytes, further on.
        var value = Encoding.ASCII.GetBytes(new string('x', 60_000));
        await using var broker = new FakeBroker();
        broker.Respond = request => request switch
        {
            ListOffsetsRequest asked => new ListOffsetsResponse
            {
                Topics = [new() { Name = "t", Partitions = [new() { PartitionIndex = 0, Offset = asked.Topics[0].Partitions[0].Timestamp == -2 ? 0 : 1_000_000 }] }],
            },
            FetchRequest fetch => new FetchResponse
            {
                Responses = [new() { Topic = "t", Partitions = [new() { PartitionIndex = 0, Records = new Records([.. Enumerable.Range(0, 15).Select(i =>
                    (ReadOnlyMemory<byte>)new RecordBatchBuilder { BaseOffset = fetch.Topics[0].Partitions[0].FetchOffset + i }.Build([new Protocol.Record { Timestamp = 1, Value = value }]))]) }] }],
            },
            _ => null,
        };
        var needs = new EvidenceNeeds();
        needs.Ask(new CountQuestion("t", null, null, null, null));
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        RecordsSeen seen;
        var looks = 0;
        do
        {
            seen = (await connection.CollectAsync(needs, null, null, Cancel)).Records["t"].Value!;
            Assert.False(seen.Digests[0].Complete);
            Assert.InRange(EvidenceJson.Write(Evidence(seen)).Length, 1, 60_000);
        }
        while (seen.GoesOn && ++looks < 50);
        Assert.InRange(looks, 10, 20);
        var fetches = broker.Asked.Count(key => key == ApiKey.Fetch);
        await connection.CollectAsync(needs, null, null, Cancel);
        Assert.Equal(fetches, broker.Asked.Count(key => key == ApiKey.Fetch));
    }

    [Fact]
    public async Task What_was_counted_is_not_fetched_again()
    {
        await using var broker = new FakeBroker();
        var end = 10_000L;
        broker.Respond = request => request switch
        {
            ListOffsetsRequest asked => new ListOffsetsResponse { Topics = [new() { Name = "t", Partitions = [new() { PartitionIndex = 0, Offset = asked.Topics[0].Partitions[0].Timestamp == -2 ? 0 : end }] }] },
            FetchRequest fetch => new FetchResponse
            {
                Responses = [new() { Topic = "t", Partitions = [new() { PartitionIndex = 0, Records = new Records(Batch(fetch.Topics[0].Partitions[0].FetchOffset, end)) }] }],
            },
            _ => null,
        };
        var needs = new EvidenceNeeds();
        needs.Ask(new SequenceQuestion("t", null, null, "order-#", 0, 10_009));
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        Assert.Equal(10_000, await FoundAsync());
        var fetches = broker.Asked.Count(key => key == ApiKey.Fetch);
        for (var look = 0; look < 5; look++) Assert.Equal(10_000, await FoundAsync());
        Assert.Equal(fetches, broker.Asked.Count(key => key == ApiKey.Fetch));
        end = 10_010;
        Assert.Equal(10_010, await FoundAsync());
        Assert.Equal(fetches + 1, broker.Asked.Count(key => key == ApiKey.Fetch));
        // Cut back: what was counted may be gone, so it is counted anew.
        end = 9_000;
        Assert.Equal(9_000, await FoundAsync());

        async Task<long> FoundAsync() => (await connection.CollectAsync(needs, null, null, Cancel)).Records["t"].Value!.Digests[0].Sequence!.Found;
    }

    [Fact]
    public async Task A_never_ending_answer_ends_in_bounded_time_and_the_next_looks_do_not_wait()
    {
        await using var broker = new FakeBroker();
        await using var connection = await OpenAsync(new EgressPolicy(), broker.Port);
        broker.Trickles = true;
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(NotGradableCause.TimedOut, (await connection.CollectAsync(new EvidenceNeeds(), null, null, Cancel)).Cluster.Fault!.Cause);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1, 15);
        for (var look = 0; look < 3; look++)
        {
            began = TimeProvider.System.GetTimestamp();
            Assert.Equal(NotGradableCause.TimedOut, (await connection.CollectAsync(new EvidenceNeeds(), null, null, Cancel)).Cluster.Fault!.Cause);
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
        }
        broker.Trickles = false;
        while ((await connection.CollectAsync(new EvidenceNeeds(), null, null, Cancel)).Cluster.Fault is not null) await Task.Delay(50, Cancel);
    }

    [Fact]
    public async Task Damaged_answers_are_faults_and_never_exceptions()
    {
        await using var broker = new FakeBroker();
        for (var seed = 1; seed <= 150; seed++)
        {
            var random = new Random(seed);
            broker.Distort = null;
            // A damaged host name is not looked for on the network.
            await using var connection = await OpenAsync(new EgressPolicy(resolve: (_, _) => Task.FromResult<IPAddress[]>([])), broker.Port);
            broker.Distort = answer =>
            {
                // Sizes and correlation ids stay, or every case would be the same one.
                lock (random)
                {
                    for (var flips = random.Next(1, 4); flips > 0 && answer.Length > 9; flips--) answer[random.Next(8, answer.Length)] = (byte)random.Next(256);
                }
                return answer;
            };
            var needs = Everything();
            var evidence = await connection.CollectAsync(needs, null, null, Cancel);
            EvidenceJson.Read(EvidenceJson.Write(evidence));
        }
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
        needs.CoordinatorOf("g");
        needs.EligibleOf("t");
        needs.ConfigOf("t", "retention.ms");
        needs.BrokerConfig("log.dirs");
        needs.DefaultConfig("log.retention.ms");
        needs.ProducersOf("t");
        needs.LogDirsOf("t");
        needs.OffsetAt("t", 1);
        needs.Transaction("tx");
        needs.NeedTransactions();
        needs.NeedQuorum();
        needs.NeedFeatures();
        needs.NeedReassignments();
        needs.NeedListeners();
        needs.NeedServers();
        return needs;
    }

    private static byte[] Batch(long from, long end) =>
        new RecordBatchBuilder { BaseOffset = from }.Build([.. Enumerable.Range(0, (int)Math.Min(2_500, end - from)).Select(i => new Protocol.Record { Timestamp = 1, Value = Encoding.ASCII.GetBytes($"order-{from + i}") })]);

    private static ClusterEvidence Evidence(RecordsSeen seen) => TestEvidence.Empty with { Records = new Dictionary<string, Reading<RecordsSeen>> { ["t"] = TestEvidence.Read(seen) } };

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
