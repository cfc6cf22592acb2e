using System.Net;
using System.Net.Mail;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Mail;

/// <summary>Hands mail to the SMTP server of the settings, encrypted (STARTTLS) unless the server is this machine.</summary>
internal sealed class MailServer(Settings settings) : IMailTransport
{
    private const int DefaultPort = 587;

    public async Task SendAsync(Letter mail, CancellationToken cancellationToken)
    {
        var server = settings.Smtp!;
        using var client = new SmtpClient(server.Host, server.Port > 0 ? server.Port : DefaultPort) { EnableSsl = !server.IsLoopback };
        if (server.UserInfo.Split(':', 2) is [var user, var password])
            client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        using var message = new MailMessage(settings.MailFrom, mail.To, mail.Subject, mail.Text);
        await client.SendMailAsync(message, cancellationToken);
    }
}
