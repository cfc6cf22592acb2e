using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Host;

/// <summary>Addresses that come back from a form, and must not lead to another site.</summary>
internal static class LocalUrl
{
    /// <summary>True for a path of this site: <c>/</c> but neither <c>//host</c> nor <c>/\host</c>, without control characters.</summary>
    public static bool IsLocal(string? url) =>
        url is ['/', ..] && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl);

    /// <summary>See other: <paramref name="url"/> if it is a path of this site, else <paramref name="otherwise"/>.</summary>
    public static RedirectHttpResult Redirect(string? url, string otherwise = "/") =>
        TypedResults.LocalRedirect(IsLocal(url) ? url! : otherwise);
}
