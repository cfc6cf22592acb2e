using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Course;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Figures by their question's hash: of the current content, else as an attempt kept it. They never change, so browsers keep them.</summary>
internal static class FigureEndpoint
{
    public static void MapFigures(this IEndpointRouteBuilder site) => site.MapGet("/figures/{hash:length(64)}", HandleAsync).ExcludeFromDescription();

    private static async Task<Results<FileContentHttpResult, NotFound>> HandleAsync(
        HttpContext http, string hash, CurrentCourse course, ShownFigures figures, KafkaQuizDbContext database, CancellationToken cancellationToken)
    {
        var figure = course.Content.QuestionByHash(hash) is { } question
            ? figures.Of(question)
            : await database.Set<ShownFigure>().AsNoTracking().SingleOrDefaultAsync(shown => shown.ContentHash == hash, cancellationToken);
        if (figure is null) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        // An SVG opened by itself is a document: it may do nothing.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        return TypedResults.File(figure.Bytes, figure.MediaType);
    }
}
