using KafkaQuiz.Web.Features.Accounts.Tokens;

namespace KafkaQuiz.Web.Api;

/// <summary>
/// A personal access token does no more than its scopes say: <c>read</c> for GET, <c>write</c> for the rest, and for endpoints
/// marked with <see cref="TokenScope"/> that scope as well. A cookie has no scopes and is not limited here.
/// </summary>
internal sealed class TokenScopeFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.AuthenticationType != TokenAuthentication.SchemeName) return await next(context);

        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var wanted = http.GetEndpoint()!.Metadata.GetOrderedMetadata<TokenScope>().Select(scope => scope.Name)
            .Append(reads ? TokenScope.Read : TokenScope.Write);
        return wanted.All(scope => http.User.HasClaim(TokenAuthentication.ScopeClaim, scope))
            ? await next(context)
            : TypedResults.StatusCode(StatusCodes.Status403Forbidden);
    }
}
