using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Servers;

/// <summary>A listener's port cannot be had: what Kafka logs before it exits.</summary>
/// <param name="listener">Which.</param>
/// <param name="address">host:port.</param>
/// <param name="reason">As Java has it.</param>
internal sealed class BindFault(Listener listener, string address, string reason) : Exception($"Socket server failed to bind to {address}: {reason}.")
{
    /// <summary>Writes it to the log of a server, which then ends.</summary>
    /// <param name="server">Whose listener it is.</param>
    /// <param name="now">Of the machine.</param>
    public void End(PracticeServer server, DateTimeOffset now)
    {
        var cause = reason == "Unresolved address" ? new KafkaFault("java.net.SocketException", reason) : new KafkaFault("java.net.BindException", reason);
        server.Say(now, "ERROR", $"Unable to start acceptor for {listener.Name} (kafka.network.DataPlaneAcceptor)");
        server.Print(new KafkaFault("org.apache.kafka.common.KafkaException", Message, cause).Trace);
        var kind = listener.IsController ? "ControllerServer" : "BrokerServer";
        server.Say(now, "ERROR", $"[{kind} id={server.NodeId}] Received a fatal error while waiting for all of the SocketServer Acceptors to be started (kafka.server.{kind})");
        server.Say(now, "ERROR", listener.IsController ? "Encountered fatal fault: caught exception (org.apache.kafka.server.fault.ProcessTerminatingFaultHandler)"
            : "Exiting Kafka due to fatal exception during startup. (kafka.Kafka$)");
        server.End(1);
    }
}
