using System.Net.Mail;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>An e-mail address as typed into a form.</summary>
internal static class EmailAddress
{
    /// <summary>RFC 5321, 4.5.3.1.3.</summary>
    private const int MaxLength = 254;

    public static string Fault => T("이메일 주소를 name@example.com처럼 적어 주세요.", "Enter an e-mail address such as name@example.com.");

    /// <returns>The bare address, or null if it is none.</returns>
    public static string? Read(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= MaxLength } text && MailAddress.TryCreate(text, out var address) && address.Address == text
        && address.Host.Contains('.', StringComparison.Ordinal) ? text : null;
}
