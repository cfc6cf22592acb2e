using KafkaQuiz.Practice;
using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>What keeps a cluster from starting, with what to do about it.</summary>
internal static class StartFaults
{
    public static string Port(Speech say, PortUnavailableException fault) => fault.IsTaken
        ? say.Of($"{fault.Broker}번 브로커가 쓸 {fault.Port}번 포트를 다른 프로그램이 쓰고 있습니다. --port로 다른 번호를 주거나 그 프로그램을 끝내세요 (찾기: ss -ltnp 'sport = :{fault.Port}').",
            $"Port {fault.Port} of broker {fault.Broker} is taken: give another --port or end the program that has it (ss -ltnp 'sport = :{fault.Port}').")
        : say.Of($"{fault.Broker}번 브로커가 쓸 {fault.Port}번 포트를 열 권한이 없습니다. --port에 1024 이상의 번호를 주세요.",
            $"This user may not open port {fault.Port} of broker {fault.Broker}: give --port a number from 1024 up.");

    public static string Insecure(Speech say, InsecureListenerException fault) => say.Of(
        $"{fault.Address}에서는 누구나 들어올 수 있으므로 {fault.Listener} 리스너({fault.Protocol})를 열지 않습니다. listener.security.protocol.map에서 SASL_PLAINTEXT로 바꾸거나 --listen을 빼세요.",
        $"Anybody could come in on {fault.Address} through listener {fault.Listener} ({fault.Protocol}): map it to SASL_PLAINTEXT in listener.security.protocol.map, or leave --listen out.");

    /// <summary>A --config that no broker starts with; <paramref name="reason"/> is Kafka's own message.</summary>
    public static string Config(Speech say, string reason) => reason.StartsWith("Unknown broker config ", StringComparison.Ordinal)
        ? say.Of($"--config: '{reason["Unknown broker config ".Length..]}'라는 브로커 설정은 없습니다. 이름을 확인하세요: https://kafka.apache.org/documentation/#brokerconfigs", $"--config: '{reason["Unknown broker config ".Length..]}' is no broker config, see https://kafka.apache.org/documentation/#brokerconfigs")
        : say.Of($"--config의 값이 맞지 않습니다: {reason}", $"--config: {reason}");
}
