namespace KafkaQuiz.Web.Host;

/// <summary>Full addresses of this site, for links that leave it.</summary>
internal static class PublicAddress
{
    /// <param name="path">Path and query, from <c>/</c>.</param>
    public static string Of(Settings settings, HttpRequest request, string path) =>
        (settings.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{request.Scheme}://{request.Host}") + path;
}
