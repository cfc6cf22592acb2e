using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts;

internal static class FormResult
{
    /// <summary>422 for a page that shows a form again because of errors, so that tests and tools need not read it.</summary>
    public static RazorComponentResult WithStatus(this RazorComponentResult page, FormErrors errors)
    {
        if (errors.Count > 0) page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }
}
