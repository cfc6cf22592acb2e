using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>Why a sign-in did not succeed, and what to do. None tells whether an address has an account.</summary>
internal static class SignInTexts
{
    public static string WrongPassword => T("이메일이나 비밀번호가 맞지 않습니다.", "The e-mail address or the password is not right.");

    public static string WrongCode => T(
        "코드가 맞지 않거나 이미 쓴 코드입니다. 앱에 새로 나온 코드를 적어 주세요.",
        "The code is wrong or was used already. Enter the one that the app shows now.");

    public static string Locked => T(
        "여러 번 틀려서 잠시 잠겼습니다. 10분 뒤에 다시 시도하거나 비밀번호를 다시 정하세요.",
        "Locked after too many wrong tries. Try again in ten minutes, or set a new password.");

    public static string PasswordFirst => T("먼저 비밀번호로 로그인하세요.", "Send the password first.");

    public static string PasskeyRefused => T(
        "패스키로 로그인하지 못했습니다. 다시 시도하거나 비밀번호로 로그인하세요.", "The passkey was not accepted. Try again, or use your password.");
}
