using KafkaQuiz.Web.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Antiforgery;

namespace KafkaQuiz.Web.Api;

/// <summary>
/// A call that changes something and is authenticated by the browser's cookie must carry an anti-forgery token, in the header
/// <c>RequestVerificationToken</c>; a call with a personal access token need not, for no browser adds that by itself.
/// </summary>
internal sealed class CookieCallFilter(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var changes = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        if (changes && http.User.Identity?.AuthenticationType != TokenAuthentication.SchemeName && !await antiforgery.IsRequestValidAsync(http))
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        return await next(context);
    }
}
