using System.Globalization;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Languages;

/// <summary>
/// Chooses the language of a request: the reader's cookie, else what the browser prefers, else Korean. The switch is a form
/// <c>POST /language</c> with <c>to</c> (ko or en) and <c>returnUrl</c> (a path of this site).
/// </summary>
internal static class LanguageSwitch
{
    public const string CookieName = "kq.language";

    public static IServiceCollection AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Language.Korean);
            options.SupportedCultures = options.SupportedUICultures =
                [.. Language.All.Select(CultureInfo.GetCultureInfo)];
            options.RequestCultureProviders =
            [
                new CookieRequestCultureProvider { CookieName = CookieName, Options = options },
                new AcceptLanguageHeaderRequestCultureProvider { Options = options },
            ];
        });

    // Anti-forgery is left out on purpose: the worst a foreign page achieves is the other language, and the form can stand on
    // pages that have no other reason for a token cookie.
    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/language", Handle).DisableAntiforgery().ExcludeFromDescription();

    private static Results<RedirectHttpResult, BadRequest> Handle(
        HttpContext http, [FromForm] string to, [FromForm] string? returnUrl)
    {
        if (!Language.All.Contains(to)) return TypedResults.BadRequest();
        http.Response.Cookies.Append(CookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to)), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });
        return LocalUrl.Redirect(returnUrl);
    }
}
