using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace KafkaQuiz.Web.Api;

/// <summary>Says of each operation in the OpenAPI document who may call it: anyone, a browser's cookie, a personal access token.</summary>
internal static class ApiSecurity
{
    public const string Token = "token";
    public const string Cookie = "cookie";

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document;
        operation.Security = [];
        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] });
            if (!metadata.Contains(TokenScope.BrowserOnly)) operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(Token, document)] = [] });
        }

        return Task.CompletedTask;
    }
}
