using Microsoft.OpenApi;

namespace KafkaQuiz.Web.Api;

/// <summary>
/// The HTTP API: everything that the pages do, as JSON under <c>/api/v1</c>, described by <c>/openapi/v1.json</c>.
/// A feature adds its endpoints to the group that <see cref="MapApi"/> returns; docs/api.md has the conventions.
/// </summary>
internal static class ApiSetup
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddOpenApi("v1", options => options.AddOperationTransformer(ApiSecurity.Describe).AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "KafkaQuiz",
                Version = "v1",
                Description = "Quizzes and labs of an Apache Kafka course. Personal access tokens are made on the account page.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[ApiSecurity.Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "Personal access token (kqp_...)",
            };
            document.Components.SecuritySchemes[ApiSecurity.Cookie] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "kq.session",
                Description = "What signing in sets. A call that changes something also sends the header of GET /api/v1/anti-forgery-token.",
            };
            return Task.CompletedTask;
        }));
    }

    /// <returns>The group <c>/api/v1</c>, whose endpoints need a user, the token's scope, and for cookies an anti-forgery header.</returns>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1").RequireAuthorization().AddEndpointFilter<CookieCallFilter>().AddEndpointFilter<TokenScopeFilter>();
        AntiForgeryToken.Map(api);
        // An address that nobody serves is not found, for everyone, and never a redirection to the sign-in page.
        app.MapFallback("/api/{**rest}", () => TypedResults.NotFound()).ExcludeFromDescription();
        return api;
    }
}
