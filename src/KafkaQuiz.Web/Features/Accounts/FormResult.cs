using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

internal static class FormResult
{
    /// <summary>422 for a page that shows a form again because of errors, so that tests and tools need not read it.</summary>
    public static RazorComponentResult WithStatus(this RazorComponentResult page, FormErrors errors)
    {
        if (errors.Count > 0) page.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return page;
    }

    /// <summary>The same errors for a client of the API, by the names of the body's fields; what concerns the form as a whole is the detail.</summary>
    /// <param name="prefix">What a page that holds several forms puts before the names of this one's fields.</param>
    public static ValidationProblem ToProblem(this FormErrors errors, string prefix = "") => TypedResults.ValidationProblem(
        errors.Where(error => error.Key.Length > 0).ToDictionary(error => Field(error.Key, prefix), error => new[] { error.Value }),
        detail: errors.Of(""), title: T("입력한 내용을 확인하세요", "Check what was entered"));

    private static string Field(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
}
