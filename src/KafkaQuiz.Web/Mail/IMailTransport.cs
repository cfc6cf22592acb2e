namespace KafkaQuiz.Web.Mail;

/// <summary>How a mail leaves.</summary>
internal interface IMailTransport
{
    Task SendAsync(Letter mail, CancellationToken cancellationToken);
}
