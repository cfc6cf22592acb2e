using KafkaQuiz.Web.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Host;

/// <summary>
/// What a client sees when something did not work: problem details (RFC 9457) under <c>/api</c> and for clients that ask for
/// JSON, else a page. Both are in the reader's language and carry the trace id, never the exception.
/// </summary>
internal static class FaultPages
{
    public static void UseFaultPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => AnswerAsync(http, http.Response.StatusCode),
            // A client that went away is not a fault.
            SuppressDiagnosticsCallback = context => context.Exception is OperationCanceledException
                && context.HttpContext.RequestAborted.IsCancellationRequested,
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : 500,
        });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
    }

    private static Task AnswerAsync(HttpContext http, int status)
    {
        var trace = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        if (WantsJson(http.Request))
        {
            return TypedResults.Problem(
                statusCode: status, title: FaultTexts.Title(status), detail: FaultTexts.WhatToDo(status),
                extensions: new Dictionary<string, object?> { ["traceId"] = trace }).ExecuteAsync(http);
        }

        return new RazorComponentResult<FaultPage>(new { Status = status, Trace = trace }) { StatusCode = status }.ExecuteAsync(http);
    }

    private static bool WantsJson(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/openapi")
        || (request.Headers.Accept.ToString() is var accept
            && accept.Contains("json", StringComparison.OrdinalIgnoreCase)
            && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));
}
