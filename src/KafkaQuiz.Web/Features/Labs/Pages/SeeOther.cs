namespace KafkaQuiz.Web.Features.Labs.Pages;

/// <summary>303: the browser reads the next page with GET, so that reloading sends no form again.</summary>
internal sealed class SeeOther(string address) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
