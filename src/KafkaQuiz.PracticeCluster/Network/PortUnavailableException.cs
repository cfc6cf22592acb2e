namespace KafkaQuiz.Practice.Network;

/// <summary>A node cannot listen on its port.</summary>
/// <param name="broker">Its node id.</param>
/// <param name="port">The port wanted.</param>
/// <param name="isTaken">Somebody else listens there; false when this user may not open it.</param>
/// <param name="cause">The socket's own fault.</param>
public sealed class PortUnavailableException(int broker, int port, bool isTaken, Exception cause)
    : IOException($"Broker {broker} cannot listen on port {port}: {cause.Message}", cause)
{
    public int Broker { get; } = broker;

    public int Port { get; } = port;

    public bool IsTaken { get; } = isTaken;
}
