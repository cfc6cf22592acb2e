using System.Globalization;
using System.Net;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Features.Course;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Quizzes.Preview;

/// <summary>
/// The page of one question while its author edits it. It tells every answer, so it is there only where <c>KAFKAQUIZ_PREVIEW=1</c>, and only for
/// who sits at the machine: the connection and the address typed must both be of the loopback (a reverse proxy or a rebound name is neither).
/// </summary>
internal static class PreviewEndpoints
{
    public static void MapPreview(this IEndpointRouteBuilder site)
    {
        var preview = site.MapGroup("/preview").ExcludeFromDescription();
        preview.AddEndpointFilter(async (call, next) => IsHere(call.HttpContext) ? await next(call) : TypedResults.NotFound());
        preview.MapGet("/version", (ContentWatch watch) => TypedResults.Text(watch.Version));
        preview.MapGet("/{section}/{id}", ShowAsync);
    }

    private static bool IsHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && http.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static async Task<IResult> ShowAsync(string section, string id, string? seed, ContentWatch watch, CurrentCourse course, HtmlRenderer renderer)
    {
        // The version first: if a file changes in between, the page reloads once too often, never once too seldom.
        var version = watch.Version;
        var loaded = watch.Current;
        // The rest of the site, figures above all, follows the files too.
        if (loaded.Content is { } content) course.Replace(content);

        var number = ulong.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        var question = loaded.Content?.Question($"{section}/{id}");
        var (variant, problem) = Draw(question, number);
        return new RazorComponentResult<PreviewPage>(new
        {
            Id = $"{section}/{id}",
            Seed = number,
            Version = version,
            loaded.Faults,
            Question = question,
            Variant = variant,
            Problem = problem,
            Sides = variant is null ? [] : new[] { await SideAsync(renderer, variant, Languages.Language.Korean), await SideAsync(renderer, variant, Languages.Language.English) },
        })
        { StatusCode = question is null && !loaded.HasErrors ? StatusCodes.Status404NotFound : StatusCodes.Status200OK };
    }

    private static (QuestionVariant? Variant, LocalizedText? Problem) Draw(Question? question, ulong seed)
    {
        try
        {
            return (question?.Vary(seed), null);
        }
        catch (ExpressionException wrong)
        {
            return (null, wrong.Problem);
        }
    }

    // Texts take the language of the running code, so each side is rendered by itself.
    private static Task<MarkupString> SideAsync(HtmlRenderer renderer, QuestionVariant variant, string language) =>
        renderer.Dispatcher.InvokeAsync(async () =>
        {
            var shown = CultureInfo.CurrentUICulture;
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            try
            {
                var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(PreviewSide.Variant)] = variant });
                var side = await renderer.RenderComponentAsync<PreviewSide>(parameters);
                return new MarkupString(side.ToHtmlString());
            }
            finally
            {
                CultureInfo.CurrentUICulture = shown;
            }
        });
}
