using System.Text;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Mail;

/// <summary>Leaves each mail as a file in <c>data/mail</c>, where no mail server is set: the administrator hands it on.</summary>
internal sealed class MailFolder(Settings settings, TimeProvider time) : IMailTransport
{
    public async Task SendAsync(Letter mail, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.MailFolder);
        var now = time.GetUtcNow();
        var text = $"From: {settings.MailFrom}\nTo: {mail.To}\nDate: {now:R}\nSubject: {mail.Subject}\n\n{mail.Text}\n";
        var file = Path.Combine(settings.MailFolder, $"{now:yyyyMMdd-HHmmss}-{Guid.CreateVersion7(now):n}.txt");
        await File.WriteAllTextAsync(file, text, Encoding.UTF8, cancellationToken);
        // It may hold a link to a new password.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
