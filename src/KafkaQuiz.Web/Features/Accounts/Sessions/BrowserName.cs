using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Sessions;

/// <summary>
/// What a person calls their browser, from its User-Agent header: <c>Chrome · Windows</c>. The order matters: most browsers also claim to be Chrome
/// or Safari (https://developer.mozilla.org/docs/Web/HTTP/Guides/Browser_detection_using_the_user_agent).
/// </summary>
internal static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Whale/", "Whale"), ("SamsungBrowser/", "Samsung Internet"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>The header itself where it names no browser that is known.</summary>
    public static string Of(string userAgent)
    {
        if (userAgent.Length == 0) return T("알 수 없는 브라우저", "Unknown browser");
        return Find(Browsers, userAgent) is not { } browser ? userAgent
            : Find(Systems, userAgent) is { } system ? $"{browser} · {system}" : browser;
    }

    private static string? Find((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
