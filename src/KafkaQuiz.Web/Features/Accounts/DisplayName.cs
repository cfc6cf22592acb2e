using KafkaQuiz.Data.Accounts;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>The name that others see, as typed into a form.</summary>
internal static class DisplayName
{
    public static string Fault => T($"이름을 {User.DisplayNameMaxLength}자 이내로 적어 주세요.", $"Enter a name of up to {User.DisplayNameMaxLength} characters.");

    /// <returns>The name without surrounding blanks, or null if it is empty, too long or holds control characters.</returns>
    public static string? Read(string? typed) =>
        typed?.Trim() is { Length: > 0 and <= User.DisplayNameMaxLength } name && !name.Any(char.IsControl) ? name : null;
}
