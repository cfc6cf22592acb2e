using System.Net;

namespace KafkaQuiz.Practice;

/// <summary>A listener that others than this computer's programs could reach without a word of who they are.</summary>
public sealed class InsecureListenerException(string listener, string protocol, IPAddress address)
    : ArgumentException($"Listener {listener} would be open to everybody on {address}, as its protocol is {protocol}: beyond loopback a client listener needs SASL_PLAINTEXT.")
{
    /// <summary>Its name.</summary>
    public string Listener { get; } = listener;

    /// <summary>PLAINTEXT or SSL.</summary>
    public string Protocol { get; } = protocol;

    public IPAddress Address { get; } = address;
}
