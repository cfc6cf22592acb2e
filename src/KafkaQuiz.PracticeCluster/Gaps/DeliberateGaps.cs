using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Gaps;

/// <summary>
/// Every deliberate gap, in order of API keys, then those of the whole cluster: `kafkaquiz cluster gaps` prints it, docs/practice-cluster.md shows
/// it. The tests compare it with Kafka 4.3.1's ApiVersions, with <see cref="Apis.ApiTable"/> and with every `Left out:` in Apis/*.cs, so a
/// gap that is closed or added changes its row in the same commit.
/// </summary>
public static class DeliberateGaps
{
    private static readonly (string, string) NotServed = ("제공하지 않습니다", "not served");
    private static readonly (string, string) Tokens = ("위임 토큰은 과정에서 다루지 않습니다", "delegation tokens are not part of the course");
    private static readonly (string, string) Shares = ("공유 그룹은 과정에서 다루지 않습니다", "share groups are not part of the course");
    private static readonly (string, string) Streams = ("Kafka Streams의 그룹 프로토콜은 과정에서 다루지 않습니다", "the group protocol of Kafka Streams is not part of the course");
    private static readonly (string, string) FixedVoters = ("컨트롤러 쿼럼의 투표자는 시작할 때 정한 컨트롤러로 고정입니다", "the quorum's voters are the controllers it started with");
    private static readonly (string, string) NoQuotas = ("혼자 쓰는 클러스터라 나눌 자원이 없습니다", "one learner has the cluster alone, there is nothing to share out");
    private static readonly (string, string) NoPlugins = ("정책 클래스를 꽂을 JVM이 없습니다", "there is no JVM to plug a policy class into");
    private static readonly (string, string) NoTiers = ("원격 저장소가 없습니다", "there is no remote storage");

    /// <summary>All gaps.</summary>
    public static IReadOnlyList<Gap> All { get; } =
    [
        Behaviour(ApiKey.Produce, ("할당량(쿼터)", "quotas"), NoQuotas),
        Behaviour(ApiKey.Fetch, ("페치 세션", "fetch sessions"), ("세션 id 0으로 응답해 클라이언트가 매번 전체 요청을 보냅니다", "session id 0 tells clients to send full requests")),
        Behaviour(ApiKey.Fetch, ("선호 읽기 복제본 추천", "choosing a preferred replica"), ("가까운 복제본이 따로 없습니다(직접 요청하면 팔로워도 응답합니다)", "no replica is nearer than another; a follower that is asked does answer")),
        Behaviour(ApiKey.Fetch, ("계층형 저장소", "tiered storage"), NoTiers),
        Behaviour(ApiKey.Fetch, ("브로커의 페치", "fetches of brokers"), ("복제는 프로세스 안에서 이루어집니다", "replication is inside the process")),
        Behaviour(ApiKey.ListOffsets, ("계층형 저장소", "tiered storage"), NoTiers),
        Behaviour(ApiKey.OffsetCommit, ("오프셋은 __consumer_offsets의 레코드가 아니라 그룹에 둡니다", "offsets are kept with the group and not as records of __consumer_offsets"), ("토픽은 있고 코디네이터를 정하지만, 파티션에는 트랜잭션이 커밋한 오프셋만 레코드로 남습니다", "the topic exists and names coordinators; of commits only those of transactions are records of it")),
        Behaviour(ApiKey.FindCoordinator, ("공유 그룹", "share groups"), Shares),
        Behaviour(ApiKey.SaslHandshake, ("GSSAPI와 OAUTHBEARER", "GSSAPI and OAUTHBEARER"), ("과정에서 다루지 않는 커버로스나 토큰 서버가 있어야 합니다", "they need a Kerberos or token server, which is not part of the course")),
        Behaviour(ApiKey.CreateTopics, ("생성 정책", "creation policies"), NoPlugins),
        Behaviour(ApiKey.CreateTopics, ("할당량(쿼터)", "quotas"), NoQuotas),
        Behaviour(ApiKey.DeleteTopics, ("delete.topic.enable=false일 때 v1-2의 무응답", "`delete.topic.enable` false for v1-2's silence"), ("그 버전을 쓰는 클라이언트가 없습니다", "no client sends those versions")),
        Behaviour(ApiKey.DeleteTopics, ("file.delete.delay.ms", "file.delete.delay.ms"), ("지울 파일이 없습니다", "there are no files")),
        Behaviour(ApiKey.InitProducerId, ("2단계 커밋", "two-phase commit"), ("Kafka 4.3에서도 아직 안정 버전이 아닙니다", "it is not stable in Kafka 4.3 either")),
        Behaviour(ApiKey.OffsetForLeaderEpoch, ("브로커의 요청", "requests of brokers"), ("복제는 프로세스 안에서 이루어집니다", "replication is inside the process")),
        Behaviour(ApiKey.DescribeConfigs, ("흔히 올려 보는 로거 밖의 로거 약 120개", "loggers beyond those that people turn up"), ("로그 파일을 남기지 않으므로 수준만 기억합니다", "no log is written, the levels are only kept")),
        Behaviour(ApiKey.AlterConfigs, ("설정 변경 정책", "alter config policies"), NoPlugins),
        Behaviour(ApiKey.AlterReplicaLogDirs, ("replica.alter.log.dirs.io.max.bytes.per.second", "replica.alter.log.dirs.io.max.bytes.per.second"), ("디렉터리 사이의 이동이 바로 끝납니다", "a move between directories is over at once")),
        Behaviour(ApiKey.CreatePartitions, ("컨트롤러 변경 할당량", "controller mutation quotas"), NoQuotas),
        Unserved(38, "CreateDelegationToken", "1-3", Tokens),
        Unserved(39, "RenewDelegationToken", "1-2", Tokens),
        Unserved(40, "ExpireDelegationToken", "1-2", Tokens),
        Unserved(41, "DescribeDelegationToken", "1-3", Tokens),
        Behaviour(ApiKey.IncrementalAlterConfigs, ("설정 변경 정책", "alter config policies"), NoPlugins),
        Behaviour(ApiKey.AlterPartitionReassignments, ("복제 속도 제한", "replication throttles"), ("복제가 느려서 문제가 될 만큼 크지 않습니다", "nothing replicates so fast or slow that they would matter")),
        Behaviour(ApiKey.AlterClientQuotas, ("할당량 적용", "enforcement of quotas"), NoQuotas),
        Behaviour(ApiKey.DescribeUserScramCredentials, ("모두를 물을 권한이 없을 때의 무응답", "no answer to those who may not ask for all"), ("Kafka의 오류로 클라이언트가 끝없이 기다리므로 여기서는 거절로 답합니다", "a fault of Kafka that leaves the client waiting; here it is refused")),
        Behaviour(ApiKey.UpdateFeatures, ("kraft.version 1의 동적 쿼럼", "a quorum that changes with kraft.version 1"), FixedVoters),
        Behaviour(ApiKey.UpdateFeatures, ("share.version과 streams.version을 낮춘 효과", "what lower levels of share.version and streams.version switch off"), ("그 그룹들을 제공하지 않습니다", "those groups are not served")),
        Unserved(76, "ShareGroupHeartbeat", "1", Shares),
        Unserved(77, "ShareGroupDescribe", "1", Shares),
        Unserved(78, "ShareFetch", "1-2", Shares),
        Unserved(79, "ShareAcknowledge", "1-2", Shares),
        Unserved(80, "AddRaftVoter", "0-1", FixedVoters),
        Unserved(81, "RemoveRaftVoter", "0", FixedVoters),
        Unserved(83, "InitializeShareGroupState", "0", Shares),
        Unserved(84, "ReadShareGroupState", "0", Shares),
        Unserved(85, "WriteShareGroupState", "0-1", Shares),
        Unserved(86, "DeleteShareGroupState", "0", Shares),
        Unserved(87, "ReadShareGroupStateSummary", "0-1", Shares),
        Unserved(88, "StreamsGroupHeartbeat", "0", Streams),
        Unserved(89, "StreamsGroupDescribe", "0", Streams),
        Unserved(90, "DescribeShareGroupOffsets", "0-1", Shares),
        Unserved(91, "AlterShareGroupOffsets", "0", Shares),
        Unserved(92, "DeleteShareGroupOffsets", "0", Shares),
        Whole(("레코드는 깨어 있는 동안 메모리에만 있고 한도(기본 256 MiB)를 넘는 쓰기는 POLICY_VIOLATION으로 거절합니다", "records are in memory only while it is awake, and writes beyond its cap (256 MiB unless set) are refused with POLICY_VIOLATION"), ("여러 클러스터가 한 프로세스를 나누어 씁니다", "many clusters share a process")),
        Whole(("브로커가 기억하는 그룹, 오프셋, 트랜잭션 id, 프로듀서는 모두 합쳐 그 한도의 4분의 1까지이고, 넘으면 새것을 POLICY_VIOLATION으로 거절합니다", "what brokers remember of groups, offsets, transactional ids and producers takes at most a quarter of that cap; new ones beyond it are refused with POLICY_VIOLATION"), ("여러 클러스터가 한 프로세스를 나누어 씁니다", "many clusters share a process")),
        Whole(("레코드의 한도에 이르면 새 트랜잭션도 POLICY_VIOLATION으로 거절합니다", "no transaction begins while records are at their cap: POLICY_VIOLATION"), ("열린 트랜잭션은 끝까지 갈 수 있습니다", "what is open may always end")),
        Whole(("파티션은 클러스터에 20,000개까지입니다", "a cluster has at most 20,000 partitions"), ("여러 클러스터가 한 프로세스를 나누어 씁니다", "many clusters share a process")),
        Whole(("ACL은 10,000개, SCRAM 사용자는 10,000명까지입니다", "a cluster has at most 10,000 ACLs and 10,000 users with SCRAM credentials"), ("여러 클러스터가 한 프로세스를 나누어 씁니다", "many clusters share a process")),
        Whole(("TLS(SSL, SASL_SSL)가 없습니다", "no TLS (SSL, SASL_SSL)"), ("아직 구현하지 않았습니다. 그런 리스너로는 시작하지 않습니다", "not written yet; a cluster with such a listener does not start")),
        Whole(("Produce가 아닌 요청은 8 MiB와 원소 500,000개까지이고, 넘으면 연결을 닫습니다", "requests other than Produce are at most 8 MiB and 500,000 elements, or their connection is closed"), ("작은 요청이 큰 메모리를 차지하지 못하게 합니다", "a small frame must not take much memory")),
        Whole(("연결은 브로커마다 1,000개까지이고, 넘으면 가장 오래 쉰 연결을 닫습니다", "a broker has at most 1,000 connections; one more ends the one idle longest"), ("Kafka의 max.connections에는 한도가 없지만 프로세스가 열 수 있는 파일에는 있습니다", "Kafka's max.connections has no limit, a process's open files have one")),
        Whole(("connections.max.idle.ms는 실제 시간으로, 완전한 요청만 세어 잽니다", "connections.max.idle.ms is of real time and counts whole requests"), ("시간을 앞당겨도 클라이언트는 그사이 요청할 수 없었습니다", "a client cannot be busy in a jump of virtual time")),
        Whole(("네트워크 단절은 노드 하나를 나머지 모두에서 끊는 것뿐입니다", "a network partition cuts one node off from all others"), ("한쪽 방향만 끊긴 연결이나 일부 노드 사이만 끊긴 연결은 없습니다", "links that fail in one direction or between some nodes only are left out")),
        Whole(("끊긴 코디네이터는 바로 COORDINATOR_NOT_AVAILABLE로 답합니다", "a coordinator that is cut off answers COORDINATOR_NOT_AVAILABLE at once"), ("Kafka에서는 쓰기가 시간 초과될 때까지 하트비트에는 답합니다", "Kafka's answers heartbeats until a write times out")),
        Whole(("끊긴 활성 컨트롤러는 바로 물러납니다", "an active controller that is cut off resigns at once"), ("Kafka에서는 과반수의 페치를 3초 동안 받지 못해야 물러납니다", "Kafka's resigns when it has had no fetches of a majority for 3 s")),
        Whole(("사용 중인 로그 디렉터리로는 두 번째 서버가 시작되지 않습니다", "a second server on log directories in use is refused"), ("Kafka 4.3.1은 시작하고, 두 서버가 서로의 메타데이터 로그를 망가뜨립니다", "Kafka 4.3.1 starts it, and the two spoil each other's metadata log")),
        Whole(("연습 컴퓨터는 PLAINTEXT 리스너만 열고 authorizer.class.name을 적용하지 않습니다", "a practice machine opens PLAINTEXT listeners only and has no authorizer"), ("아직 구현하지 않았습니다", "not written yet")),
        Whole(("설정의 투표자 목록이 서로 다르면 서로 다른 클러스터입니다", "nodes whose properties name different voters are different clusters"), ("Kafka에서는 목록이 겹치는 만큼 서로 찾고, 그 결과는 순서에 달려 있습니다", "in Kafka they find each other as far as the lists overlap, and what comes of it depends on their order")),
        Whole(("쉬는 동안 메타데이터가 바뀐 투표자도 그 변경을 모두 압니다", "a voter that was down while metadata changed knows all of it"), ("다수를 포맷한 뒤 그 투표자가 뽑힐 때만 차이가 보입니다", "it shows only when it is elected after a majority was reformatted")),
        Whole(("컨트롤러 리스너는 토픽 변경을 받지 않습니다", "a controller's listener takes no changes of topics"), ("설정·할당량·기능 변경과 조회만 받습니다. 도구가 그 길로 토픽을 바꾸는 일은 드뭅니다", "it takes changes of configs, quotas and features; tools rarely send topics that way")),
        Whole(("트랜잭션 코디네이터는 모두 같은 순간에 시간 초과를 검사합니다", "all coordinators look for timed-out transactions at the same moments"), ("Kafka에서는 10초 간격이 브로커마다 자기 시작 시각부터입니다", "in Kafka the ten seconds count from each broker's own start")),
        Whole(("디스크 고장 뒤 다시 시작한 브로커는 포맷된 빈 디스크로 돌아옵니다", "a broker started after a disk failure has an empty, formatted disk in its place"), ("Kafka에서는 사람이 디스크를 갈고 포맷해야 합니다", "in Kafka somebody replaces and formats it")),
        Whole(("새 코디네이터가 그룹을 바로 넘겨받아 COORDINATOR_LOAD_IN_PROGRESS가 나오지 않습니다", "a new coordinator has its groups at once, COORDINATOR_LOAD_IN_PROGRESS is never answered"), ("다시 읽을 기록이 없습니다. 멤버 세션은 Kafka처럼 새로 시작합니다", "there are no records to read; members' sessions start anew, as in Kafka")),
        Whole(("멈췄거나 끊겼던 코디네이터가 다시 움직이면 멤버 세션이 그때부터 다시 시작합니다", "when a coordinator that hung or was cut off goes on, members' sessions start anew"), ("Kafka에서는 밀린 타이머와 밀린 하트비트 중 무엇이 먼저 처리될지 정해져 있지 않습니다", "in Kafka the timers that came due and the heartbeats that waited run a race")),
        Whole(("세그먼트의 인덱스 크기와 segment.jitter.ms는 보지 않습니다", "index sizes and segment.jitter.ms do not roll segments"), ("색인 파일이 없고, 무작위 지터는 연습에 방해가 됩니다", "there are no index files, and random jitter is no help in practice")),
        Whole(("ISR은 복제본의 제한 시간이 되는 순간 검사합니다", "the ISR is looked at when a replica's time is up"), ("Kafka는 15초마다 보므로 뒤처진 복제본이 30~45초 뒤에 빠집니다", "Kafka looks every 15 s, so a laggard leaves after 30 to 45 s")),
        Whole(("팔로워가 하이 워터마크를 바로 압니다", "a follower learns the high watermark at once"), ("Kafka에서는 다음 페치 때 압니다", "Kafka's learns it with its next fetch")),
    ];

    private static Gap Behaviour(ApiKey key, (string Ko, string En) what, (string Ko, string En) why) => new((short)key, key.ToString(), "", what, why);

    private static Gap Unserved(short key, string api, string versions, (string Ko, string En) why) => new(key, api, versions, NotServed, why);

    private static Gap Whole((string Ko, string En) what, (string Ko, string En) why) => new(null, "", "", what, why);
}
