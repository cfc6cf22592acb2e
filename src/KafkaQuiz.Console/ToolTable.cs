namespace KafkaQuiz.Console;

/// <summary>One of Kafka's tools in the table.</summary>
/// <param name="Korean">What it is for, in a few words.</param>
/// <param name="Arguments">An example's.</param>
internal sealed record ToolEntry(string Name, string Korean, string English, string Arguments, Func<Tool> Create)
{
    /// <summary>It works on the computer that nodes run on, not on a cluster.</summary>
    public bool NeedsMachine { get; init; }
}

/// <summary>The tools by name.</summary>
internal static class ToolTable
{
    private const string Bootstrap = "--bootstrap-server localhost:9092";

    public static IReadOnlyList<ToolEntry> All { get; } =
    [
        new("kafka-topics", "토픽을 만들고, 보고, 바꾸고, 지웁니다", "Creates, describes, alters and deletes topics", $"{Bootstrap} --create --topic orders --partitions 3 --replication-factor 3", () => new Topics.TopicsTool()),
        new("kafka-console-producer", "입력한 줄을 레코드로 보냅니다", "Sends typed lines as records", $"{Bootstrap} --topic orders --reader-property parse.key=true --reader-property key.separator=:", () => new Producer.ProducerTool()),
        new("kafka-console-consumer", "토픽의 레코드를 출력합니다", "Prints a topic's records", $"{Bootstrap} --topic orders --from-beginning --group billing", () => new Consumer.ConsumerTool()),
        new("kafka-consumer-groups", "컨슈머 그룹의 오프셋과 랙, 멤버를 보고 오프셋을 재설정합니다", "Shows groups, their lag and members; resets offsets", $"{Bootstrap} --describe --group billing", () => new ConsumerGroups.ConsumerGroupsTool()),
        new("kafka-configs", "토픽, 브로커, 클라이언트의 설정을 보고 바꿉니다", "Shows and alters configs of topics, brokers, clients", $"{Bootstrap} --describe --entity-type topics --entity-name orders", () => new Configs.ConfigsTool()),
        new("kafka-get-offsets", "파티션의 오프셋을 시각별로 봅니다", "Shows partitions' offsets by time", $"{Bootstrap} --topic orders --time latest", () => new GetOffsets.GetOffsetsTool()),
        new("kafka-groups", "모든 종류의 그룹을 나열합니다", "Lists groups of all types", $"{Bootstrap} --list", () => new Groups.GroupsTool()),
        new("kafka-delete-records", "정한 오프셋보다 앞선 레코드를 지웁니다", "Deletes records below an offset", $"{Bootstrap} --offset-json-file offsets.json", () => new DeleteRecords.DeleteRecordsTool()),
        new("kafka-leader-election", "파티션 리더를 다시 뽑습니다", "Elects partition leaders", $"{Bootstrap} --election-type preferred --all-topic-partitions", () => new LeaderElection.LeaderElectionTool()),
        new("kafka-reassign-partitions", "레플리카를 다른 브로커로 옮깁니다", "Moves replicas to other brokers", $"{Bootstrap} --reassignment-json-file moves.json --execute", () => new ReassignPartitions.ReassignTool()),
        new("kafka-log-dirs", "브로커 디스크의 레플리카 크기를 봅니다", "Shows replica sizes on the brokers' disks", $"{Bootstrap} --describe --topic-list orders", () => new LogDirs.LogDirsTool()),
        new("kafka-metadata-quorum", "KRaft 쿼럼의 리더와 보터를 봅니다", "Shows the KRaft quorum", $"{Bootstrap} describe --status", () => new MetadataQuorum.MetadataQuorumTool()),
        new("kafka-cluster", "클러스터 ID와 엔드포인트를 봅니다", "Shows the cluster's id and endpoints", $"cluster-id {Bootstrap}", () => new Clusters.ClusterTool()),
        new("kafka-features", "클러스터의 기능 버전을 봅니다", "Shows and changes feature levels", $"{Bootstrap} describe", () => new Features.FeaturesTool()),
        new("kafka-broker-api-versions", "브로커가 지원하는 API 버전을 봅니다", "Shows the API versions of every broker", Bootstrap, () => new ApiVersions.BrokerApiVersionsTool()),
        new("kafka-transactions", "트랜잭션을 보고 중단합니다", "Shows and aborts transactions", $"{Bootstrap} list", () => new Transactions.TransactionsTool()),
        new("kafka-producer-perf-test", "프로듀서 처리량을 잽니다", "Measures a producer", $"{Bootstrap} --topic orders --num-records 10000 --record-size 100 --throughput -1", () => new PerfTest.ProducerPerfTool()),
        new("kafka-consumer-perf-test", "컨슈머 처리량을 잽니다", "Measures a consumer", $"{Bootstrap} --topic orders --num-records 10000", () => new PerfTest.ConsumerPerfTool()),
        new("kafka-storage", "노드의 로그 디렉터리를 포맷합니다", "Formats a node's log directories", "format --standalone -t $(kafka-storage random-uuid) -c config/server.properties", () => new Servers.StorageTool()) { NeedsMachine = true },
        new("kafka-server-start", "노드를 시작합니다", "Starts a node", "-daemon config/server.properties", () => new Servers.ServerStartTool()) { NeedsMachine = true },
        new("kafka-server-stop", "노드를 정상 종료합니다", "Stops nodes cleanly", "--node-id=1", () => new Servers.ServerStopTool()) { NeedsMachine = true },
    ];

    private static readonly Dictionary<string, ToolEntry> ByName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(t => t.Name)];

    /// <summary>The tool that a command word names: <c>kafka-topics</c>, <c>bin/kafka-topics.sh</c>, <c>/opt/kafka/bin/kafka-topics.sh</c>.</summary>
    public static Tool? Find(string command) => FindEntry(command)?.Create();

    public static ToolEntry? FindEntry(string command)
    {
        var name = command[(command.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".sh", StringComparison.Ordinal))
            name = name[..^3];
        return ByName.GetValueOrDefault(name);
    }
}
