using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>
/// What a password must be, after OWASP ASVS 5.0 section 6.2, level 2: eight characters or more (15 are recommended), up to 256,
/// of any composition, none of the common ones, and more than words that everybody here would try first. Passwords are used
/// exactly as typed and never expire.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<User>
{
    public const int MinLength = 8;
    public const int RecommendedLength = 15;

    /// <summary>Far above the 64 that must be allowed; it only bounds the work of hashing.</summary>
    public const int MaxLength = 256;

    /// <summary>Letters and digits that must be left when the words of this place and the user's own are taken out.</summary>
    public const int OwnCharacters = 6;

    /// <summary>Words of this place, besides the user's own name and e-mail address (6.2.11).</summary>
    public static readonly IReadOnlyList<string> ContextWords =
        ["kafkaquiz", "confluent", "zookeeper", "consumer", "producer", "apache", "kafka", "kraft", "broker", "topic", "quiz", "카프카", "퀴즈"];

    public static string Hint => T(
        $"{MinLength}자 이상이면 됩니다. {RecommendedLength}자 이상의 긴 문장을 권합니다. 글자 종류는 제한하지 않습니다.",
        $"At least {MinLength} characters; a phrase of {RecommendedLength} or more is better. Any characters will do.");

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(Fault(password ?? "", user.Email, user.DisplayName) is { } fault
            ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = fault })
            : IdentityResult.Success);

    /// <returns>What is wrong and what to do, or null.</returns>
    public static string? Fault(string password, string? email, string? displayName)
    {
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
            return T($"비밀번호가 너무 짧습니다. {MinLength}자 이상으로 정하세요.", $"Too short: use at least {MinLength} characters.");
        if (password.Length > MaxLength)
            return T($"비밀번호가 너무 깁니다. {MaxLength}자까지 쓸 수 있습니다.", $"Too long: at most {MaxLength} characters.");
        if (CommonPasswords.Contains(password))
            return T("널리 쓰여 쉽게 뚫리는 비밀번호입니다. 다른 비밀번호를 정하세요.", "This is one of the most used passwords. Choose another.");
        if (password.Distinct().Count() < 4 || IsGuessable(password, email, displayName))
        {
            return T(
                "이름, 이메일, 카프카 같은 단어에 몇 글자만 더한 비밀번호는 쉽게 추측됩니다. 다른 단어를 더하세요.",
                "Easy to guess: little more than your name, e-mail address or words such as Kafka. Add other words.");
        }

        return null;
    }

    private static bool IsGuessable(string password, string? email, string? displayName)
    {
        var personal = (email?.Split('@', '.', '-', '_', '+') ?? []).Concat(displayName?.Split(' ') ?? []).Where(word => word.Length >= 3);
        var rest = ContextWords.Concat(personal).OrderByDescending(word => word.Length)
            .Aggregate(password, (text, word) => text.Replace(word, "", StringComparison.OrdinalIgnoreCase));
        return rest.Length < password.Length && rest.Count(char.IsLetterOrDigit) < OwnCharacters;
    }
}
