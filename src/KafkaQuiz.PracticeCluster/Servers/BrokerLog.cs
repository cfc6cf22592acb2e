namespace KafkaQuiz.Practice.Servers;

/// <summary>Lines of a server's log, as Kafka 4.3.1 words them.</summary>
internal static class BrokerLog
{
    public static string Refused(int id) => $"[BrokerLifecycleManager id={id}] Unable to register broker {id} because the controller returned error DUPLICATE_BROKER_REGISTRATION (org.apache.kafka.server.BrokerLifecycleManager)";

    public static string Registered(int id, long epoch) => $"[BrokerLifecycleManager id={id}] Successfully registered broker {id} with broker epoch {epoch} (org.apache.kafka.server.BrokerLifecycleManager)";

    public static string Unfenced(int id) => $"[BrokerLifecycleManager id={id}] The broker has been unfenced. Transitioning from RECOVERY to RUNNING. (org.apache.kafka.server.BrokerLifecycleManager)";

    public static string Awaiting(string address) => $"Awaiting socket connections on {address}. (kafka.network.DataPlaneAcceptor)";

    public static string Started(int id) => $"[KafkaRaftServer nodeId={id}] Kafka Server started (kafka.server.KafkaRaftServer)";

    public static string Terminating => "Terminating process due to signal SIGTERM (org.apache.kafka.common.utils.LoggingSignalHandler)";
}
