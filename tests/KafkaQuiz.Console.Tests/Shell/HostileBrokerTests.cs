using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Console.Tests.Goldens;

namespace KafkaQuiz.Console.Tests.Shell;

/// <summary>What answers at the learner's address need not be Kafka.</summary>
public sealed class HostileBrokerTests
{
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\u007f\u007f\u007f\u007f huge frame")]
    [InlineData("\0\0\0\u0008\0\0\0\u0001\0\0\0\0")]
    [InlineData("")]
    public async Task A_server_that_is_no_broker_ends_in_the_tools_own_error(string answer)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync(listener, answer, cancel);
        var address = listener.LocalEndpoint.ToString()!;
        await using var console = new OurConsole(address);
        foreach (var command in new[] { "kafka-topics --list", "kafka-consumer-groups --list", "kafka-get-offsets", "kafka-configs --describe --entity-type brokers" })
        {
            var printed = await console.RunAsync($"{command} --bootstrap-server {address}", cancel);
            Assert.Contains("Timed out waiting for a node assignment", printed.Out + printed.Error, StringComparison.Ordinal);
        }
    }

    private static async Task AnswerAsync(TcpListener listener, string answer, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(cancel);
                await client.GetStream().WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer), cancel);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The test is over.
        }
    }
}
