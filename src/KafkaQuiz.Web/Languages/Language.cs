using System.Globalization;

namespace KafkaQuiz.Web.Languages;

/// <summary>
/// The language of the current request: Korean unless the reader chose English. Both texts stand side by side where they are
/// used, so that neither can be forgotten: <c>@T("로그인", "Sign in")</c>.
/// </summary>
internal static class Language
{
    public const string Korean = "ko";
    public const string English = "en";

    public static readonly IReadOnlyList<string> All = [Korean, English];

    /// <summary><c>ko</c> or <c>en</c>; for the <c>lang</c> attribute and for content that carries both.</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == English ? English : Korean;

    /// <summary>The text of the current request's language.</summary>
    public static string T(string ko, string en) => Current == English ? en : ko;

    /// <summary>The text of <paramref name="language"/>, for what is read outside a request (e-mail).</summary>
    public static string In(string language, string ko, string en) => language == English ? en : ko;
}
