using System.Threading.Channels;

namespace KafkaQuiz.Web.Mail;

/// <summary>
/// Sends mail behind the requests, so that how long an answer takes does not tell whether an address has an account. A mail that
/// cannot be sent is logged, without its text and address, and given up: every mail can be asked for again.
/// </summary>
internal sealed class MailQueue(IMailTransport transport, ILogger<MailQueue> log) : BackgroundService
{
    private readonly Channel<Letter> _waiting = Channel.CreateBounded<Letter>(1000);

    public void Send(Letter mail)
    {
        if (!_waiting.Writer.TryWrite(mail)) log.LogError("Mail is given up: too many are waiting");
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        // What waits is still sent, as long as the shutdown may take.
        return (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in _waiting.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await transport.SendAsync(mail, stoppingToken);
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                log.LogError("A mail was not sent: {Fault}", fault.GetType().Name + ": " + fault.Message);
            }
        }
    }
}
