using KafkaQuiz.Content;

namespace KafkaQuiz.Labs.Evidence;

/// <summary>What a learner reads when a cluster could not be graded: what happened, and what to do about it.</summary>
internal static class NotGradableMessages
{
    public static LocalizedText Of(NotGradable fault) => fault.Cause switch
    {
        NotGradableCause.NoCluster => new(
            "아직 클러스터가 연결되지 않았습니다. 부트스트랩 서버를 입력해 연결하세요.",
            "No cluster is connected yet. Enter its bootstrap servers to connect."),
        NotGradableCause.NothingRuns => new(
            "연습 클러스터에서 실행 중인 서버가 없습니다. 서버가 실행되면 채점을 시작합니다. 연습 클러스터가 종료되었다면 다시 시작하세요.",
            "No server runs on the practice cluster. Grading begins when one does; if the practice cluster has ended, start it again."),
        NotGradableCause.Asleep => new(
            "연습 클러스터가 잠들어 있습니다. 이 페이지를 새로 고치면 하던 곳에서 이어집니다.",
            "The practice cluster is asleep. Reload this page to go on where you were."),
        NotGradableCause.UnknownHost => new(
            $"{fault.Detail}의 호스트 이름으로 주소를 찾을 수 없습니다. 철자를 확인하거나 IP 주소로 입력하세요.",
            $"The host name {fault.Detail} has no address. Check the spelling, or enter an IP address."),
        NotGradableCause.Refused => new(
            $"{fault.Detail} 주소에서 연결을 거부했습니다. 브로커가 실행 중인지, 포트가 맞는지 확인하세요.",
            $"{fault.Detail} refused the connection. Check that the broker is running and that the port is right."),
        NotGradableCause.Unreachable => new(
            $"{fault.Detail} 주소에 연결할 수 없거나 연결이 끊어졌습니다. 브로커 상태와 네트워크, 방화벽을 확인하세요.",
            $"{fault.Detail} cannot be reached, or the connection was cut. Check the broker, the network and the firewall."),
        NotGradableCause.TimedOut => new(
            $"{fault.Detail} 주소의 브로커가 제한 시간 안에 응답하지 않았습니다. 브로커가 멈춰 있지 않은지 확인하고 다시 시도하세요.",
            $"{fault.Detail} did not answer in time. Check that the broker is not hanging, then try again."),
        NotGradableCause.NotKafka => new(
            $"{fault.Detail} 주소에서 실행 중인 프로그램은 Kafka 브로커가 아닙니다. 컨트롤러 포트나 웹 서버 포트가 아니라 브로커 리스너의 포트를 입력하세요.",
            $"What listens at {fault.Detail} is not a Kafka broker. Enter the port of a broker listener, not that of a controller or a web server."),
        NotGradableCause.Tls => new(
            $"{fault.Detail} 주소와 TLS 연결에 실패했습니다. 리스너가 TLS를 쓰는지, CA 인증서가 맞는지, 인증서의 호스트 이름이 일치하는지 확인하세요.",
            $"TLS with {fault.Detail} failed. Check whether the listener uses TLS, that the CA certificate is the right one, and that the certificate names the host."),
        NotGradableCause.Sasl => new(
            $"{fault.Detail} 주소에서 SASL 인증에 실패했습니다. 인증 방식(PLAIN, SCRAM-SHA-256, SCRAM-SHA-512)과 사용자 이름, 비밀번호를 확인하세요.",
            $"SASL authentication at {fault.Detail} failed. Check the mechanism (PLAIN, SCRAM-SHA-256, SCRAM-SHA-512), the user name and the password."),
        NotGradableCause.NotAllowed => new(
            $"{fault.Detail} 주소는 이 서버가 연결할 수 있는 네트워크가 아닙니다. 허용된 네트워크의 클러스터를 쓰거나 관리자에게 KAFKAQUIZ_LAB_NETWORKS 설정을 요청하세요.",
            $"{fault.Detail} is outside the networks that this server may connect to. Use a cluster in an allowed network, or ask the administrator about KAFKAQUIZ_LAB_NETWORKS."),
        NotGradableCause.AdvertisedAddress => new(
            $"브로커가 알려 준 주소 {fault.Detail}에 연결할 수 없습니다. 브로커의 advertised.listeners가 클라이언트에서 접근할 수 있는 주소인지 확인하세요.",
            $"A broker advertises {fault.Detail}, which cannot be reached from here. Check that its advertised.listeners names an address that clients can reach."),
        NotGradableCause.NotAuthorized => new(
            $"클러스터의 ACL이 {fault.Detail} 조회를 허용하지 않습니다. 입력한 사용자에게 Describe 권한을 주세요.",
            $"The cluster's ACLs do not allow reading {fault.Detail}. Grant the user Describe."),
        NotGradableCause.GroupRebalancing => new(
            $"{fault.Detail} 컨슈머 그룹이 리밸런싱 중입니다. 잠시 후 다시 채점하세요.",
            $"The consumer group {fault.Detail} is rebalancing. Grade again in a moment."),
        NotGradableCause.TooFewBrokers => new(
            $"이 랩에 필요한 브로커 수보다 적습니다: {fault.Detail}. 브로커를 더 실행하거나 다른 클러스터를 연결하세요.",
            $"The cluster has fewer brokers than this lab needs: {fault.Detail}. Start more brokers, or connect another cluster."),
        NotGradableCause.TooMuch => new(
            $"{fault.Detail} 토픽의 데이터가 너무 많아 끝까지 확인하지 못했습니다. 랩을 다시 시작해 새 토픽에서 진행하세요.",
            $"{fault.Detail} holds more than the grader may read. Restart the lab to work on a fresh topic."),
        NotGradableCause.StillReading => new(
            $"{fault.Detail} 토픽의 데이터를 아직 읽고 있습니다. 잠시 후 다시 채점하세요.",
            $"{fault.Detail} is still being read. Grade again in a moment."),
        NotGradableCause.TaskNotDone => new(
            $"'{fault.Detail}' 과제를 먼저 마쳐야 그때부터 셀 수 있습니다.",
            $"This counts from task '{fault.Detail}', which must be done first."),
        NotGradableCause.NotTold => new(
            $"이 브로커 버전은 채점에 필요한 정보({fault.Detail})를 알려 주지 않습니다. Kafka 4.x 클러스터를 연결하세요.",
            $"Brokers of this version do not tell what the check needs ({fault.Detail}). Connect a Kafka 4.x cluster."),
        NotGradableCause.NotCollected => new(
            $"채점에 필요한 정보({fault.Detail})가 수집되지 않았습니다. 다시 채점해도 같으면 알려 주세요.",
            $"Evidence that the check needs ({fault.Detail}) was not collected. If grading again does not help, please report it."),
        _ => new(
            $"브로커가 오류를 반환했습니다: {fault.Detail}. 잠시 후 다시 시도하세요.",
            $"A broker answered with an error: {fault.Detail}. Try again in a moment."),
    };
}
