namespace KafkaQuiz.Web.Mail;

/// <summary>A message of plain text.</summary>
internal sealed record Letter(string To, string Subject, string Text);
