using System.Text;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Protocol.Client;

/// <summary>SaslHandshake and SaslAuthenticate (KIP-152) over an open connection.</summary>
internal static class SaslExchange
{
    public static async Task AuthenticateAsync(KafkaConnection connection, SaslCredentials credentials, CancellationToken cancel)
    {
        var name = credentials.Mechanism switch
        {
            SaslMechanism.Plain => "PLAIN",
            SaslMechanism.ScramSha256 => "SCRAM-SHA-256",
            _ => "SCRAM-SHA-512",
        };
        var handshake = await connection.SendAsync(new SaslHandshakeRequest { Mechanism = name }, 1, cancel);
        if (handshake.ErrorCode != ErrorCode.None)
            throw Refused($"The broker offers no {name}, only {string.Join(", ", handshake.Mechanisms)}.");
        if (credentials.Mechanism == SaslMechanism.Plain)
        {
            await StepAsync(connection, Encoding.UTF8.GetBytes($"\0{credentials.Username}\0{credentials.Password}"), cancel);
            return;
        }
        var scram = new ScramClient(credentials);
        var first = await StepAsync(connection, Encoding.UTF8.GetBytes(scram.First()), cancel);
        var last = await StepAsync(connection, Encoding.UTF8.GetBytes(scram.Final(Encoding.UTF8.GetString(first))), cancel);
        if (!scram.Verify(Encoding.UTF8.GetString(last)))
            throw Refused("The broker could not prove that it knows the password.");
    }

    internal static KafkaClientException Refused(string message) => new(KafkaClientFault.AuthenticationFailed, message);

    private static async Task<byte[]> StepAsync(KafkaConnection connection, byte[] token, CancellationToken cancel)
    {
        var answer = await connection.SendAsync(new SaslAuthenticateRequest { AuthBytes = token }, cancel: cancel);
        return answer.ErrorCode == ErrorCode.None ? answer.AuthBytes.ToArray()
            : throw Refused(answer.ErrorMessage ?? $"SaslAuthenticate answered {answer.ErrorCode}.");
    }
}
