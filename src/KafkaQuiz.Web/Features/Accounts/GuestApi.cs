using KafkaQuiz.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary><c>POST /api/v1/guest</c>: a client starts without an account, as a visitor of the pages does with the first quiz or lab.</summary>
internal static class GuestApi
{
    /// <param name="Id">Of the guest; of the user who calls, if there is one already.</param>
    internal sealed record GuestJson(Guid Id);

    public static void MapApi(IEndpointRouteBuilder api) => api.MapPost("/guest", StartAsync).AllowAnonymous()
        .WithMetadata(TokenScope.BrowserOnly).WithTags("session").WithSummary("Become a guest, held by a cookie; signing up keeps the guest's work")
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<GuestJson>, ProblemHttpResult>> StartAsync(HttpContext http, Guests guests) =>
        await guests.EnsureUserAsync(http) is { } id
            ? TypedResults.Ok(new GuestJson(id))
            : TypedResults.Problem(
                T("이 서버에서는 로그인해야 풀 수 있습니다. 먼저 로그인하세요.", "This server has no guests. Sign in first."), statusCode: StatusCodes.Status403Forbidden);
}
