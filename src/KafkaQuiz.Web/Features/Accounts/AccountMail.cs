using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Mail;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>The mails about an account, in its owner's language.</summary>
internal sealed class AccountMail(MailQueue queue)
{
    /// <summary>Tells the owner that the way to sign in changed (OWASP ASVS 5.0, 6.3.7).</summary>
    public void Changed(User user, string whatKo, string whatEn) => Send(
        user,
        "KafkaQuiz 계정이 변경되었습니다", "Your KafkaQuiz account was changed",
        $"{whatKo}\n\n본인이 한 일이 아니라면 바로 비밀번호를 바꾸고 다른 브라우저의 로그인을 모두 끝내세요.",
        $"{whatEn}\n\nIf it was not you, change your password at once and sign out all other browsers.");

    public void PasswordReset(User user, string link) => Send(
        user,
        "KafkaQuiz 비밀번호 다시 정하기", "Set a new KafkaQuiz password",
        $"아래 주소에서 새 비밀번호를 정하세요. 한 시간 동안 한 번만 쓸 수 있습니다.\n\n{link}\n\n요청하지 않았다면 이 메일을 무시하세요.",
        $"Set a new password at this address. It works once, for an hour.\n\n{link}\n\nIf you did not ask for it, ignore this mail.");

    private void Send(User user, string subjectKo, string subjectEn, string textKo, string textEn)
    {
        if (user.Email is { Length: > 0 } address)
            queue.Send(new Letter(address, In(user.Language, subjectKo, subjectEn), In(user.Language, textKo, textEn)));
    }
}
