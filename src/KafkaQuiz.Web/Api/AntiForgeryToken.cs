using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Api;

/// <summary><c>GET /api/v1/anti-forgery-token</c>: what a script of this site sends back with calls that change something.</summary>
internal static class AntiForgeryToken
{
    /// <param name="Header">Name of the request header.</param>
    /// <param name="Token">Its value.</param>
    internal sealed record Answer(string Header, string Token);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/anti-forgery-token", Handle).AllowAnonymous().WithTags("session")
        .WithSummary("The header that calls with a cookie send when they change something; new after signing in or out");

    private static Ok<Answer> Handle(HttpContext http, IAntiforgery antiforgery)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return TypedResults.Ok(new Answer(tokens.HeaderName!, tokens.RequestToken!));
    }
}
