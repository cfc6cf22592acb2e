namespace KafkaQuiz.Web.Api;

/// <summary>The HTTP API: everything that the pages do, as JSON under <c>/api/v1</c>.</summary>
internal static class ApiSetup
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1");
        services.AddProblemDetails();
    }

    /// <returns>The group <c>/api/v1</c>, to which features add their endpoints.</returns>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        return app.MapGroup("/api/v1");
    }
}
