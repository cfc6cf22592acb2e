using Microsoft.AspNetCore.Antiforgery;

namespace KafkaQuiz.Web.Host;

/// <summary>
/// Every POST of a page carries an anti-forgery token, also where the endpoint reads no form; an endpoint opts out with
/// <c>DisableAntiforgery()</c> and says why.
/// </summary>
internal static class AntiForgery
{
    public static void RequireAntiForgeryTokens(this RouteGroupBuilder site) => ((IEndpointConventionBuilder)site).Finally(endpoint =>
    {
        var posts = endpoint.Metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains(HttpMethods.Post));
        if (posts && !endpoint.Metadata.OfType<IAntiforgeryMetadata>().Any()) endpoint.Metadata.Add(new Required());
    });

    /// <summary>ASP.NET Core's middleware only notes that a token is wrong; this refuses the request.</summary>
    public static void UseAntiForgery(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Use((http, next) =>
        {
            if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
    }

    private sealed class Required : IAntiforgeryMetadata
    {
        public bool RequiresValidation => true;
    }
}
