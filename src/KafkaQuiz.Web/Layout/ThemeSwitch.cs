using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Layout;

/// <summary>
/// Light, dark, or what the system says. The choice is a cookie, so that the first byte of a page already has it and nothing
/// flashes. The switch is a form <c>POST /theme</c> with <c>to</c> and <c>returnUrl</c> (a path of this site).
/// </summary>
internal static class ThemeSwitch
{
    public const string CookieName = "kq.theme";
    public const string Light = "light";
    public const string Dark = "dark";
    public const string System = "system";

    /// <summary>The reader's choice, or null for the system's.</summary>
    public static string? Chosen(HttpContext http) => http.Request.Cookies[CookieName] is Light or Dark ? http.Request.Cookies[CookieName] : null;

    // Anti-forgery is left out as in LanguageSwitch: the worst a foreign page achieves is the other colour.
    public static void MapThemeSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/theme", Handle).DisableAntiforgery().ExcludeFromDescription();

    private static Results<RedirectHttpResult, BadRequest> Handle(HttpContext http, [FromForm] string to, [FromForm] string? returnUrl)
    {
        if (to is not (Light or Dark or System)) return TypedResults.BadRequest();
        if (to == System)
        {
            http.Response.Cookies.Delete(CookieName);
        }
        else
        {
            http.Response.Cookies.Append(CookieName, to, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            });
        }

        return LocalUrl.Redirect(returnUrl);
    }
}
