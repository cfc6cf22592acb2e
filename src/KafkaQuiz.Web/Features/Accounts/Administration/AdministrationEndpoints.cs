using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

internal static class AdministrationEndpoints
{
    /// <param name="Role"><c>learner</c>, <c>instructor</c> or <c>administrator</c>.</param>
    internal sealed record RoleChange(string Role);

    internal sealed record NewAccountJson(string? Email, string? Name);

    /// <param name="PasswordLink">Where its owner sets a password, once, within an hour; mailed as well.</param>
    internal sealed record CreatedAccountJson(string PasswordLink);

    public static void Map(IEndpointRouteBuilder site)
    {
        var admin = site.MapGroup("/admin/users").RequireAuthorization(AccountPolicies.Administrator);
        admin.MapGet("", ShowAsync);
        admin.MapPost("", CreateAsync);
        admin.MapPost("/{id:guid}/role", SubmitRole);
    }

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin/users").RequireAuthorization(AccountPolicies.Administrator)
            .WithMetadata(new TokenScope(TokenScope.Admin)).WithTags("administration");
        admin.MapGet("", async (UserList list, string? search, int? page, CancellationToken cancellationToken) =>
            TypedResults.Ok(await list.HandleAsync(search, page ?? 1, cancellationToken))).WithSummary("The accounts, by e-mail address, 50 a page");
        admin.MapPost("", PostAsync).WithSummary("Make an account for someone else");
        admin.MapPut("/{id:guid}/role", PutRole).WithSummary("Make someone a learner, instructor or administrator")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<RazorComponentResult> ShowAsync(
        UserList list, string? search, int? page, string? problem, CancellationToken cancellationToken) =>
        await Page(list, search, page ?? 1, Problem(problem), null, cancellationToken);

    private static async Task<RazorComponentResult> CreateAsync(
        HttpContext http, UserList list, CreateAccount create, [FromForm] string? email, [FromForm] string? name,
        CancellationToken cancellationToken)
    {
        var (link, errors) = await create.HandleAsync(http, email, name);
        return await Page(list, null, 1, errors, link, cancellationToken);
    }

    private static async Task<Results<Created<CreatedAccountJson>, ValidationProblem>> PostAsync(HttpContext http, NewAccountJson body, CreateAccount create)
    {
        var (link, errors) = await create.HandleAsync(http, body.Email, body.Name);
        return link is null ? errors.ToProblem() : TypedResults.Created("/api/v1/admin/users", new CreatedAccountJson(link));
    }

    private static async Task<RedirectHttpResult> SubmitRole(
        HttpContext http, Guid id, ChangeRole change, [FromForm] string? role, [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        var outcome = await change.HandleAsync(http.User.UserId(), id, role, cancellationToken);
        return outcome == ChangeRole.Outcome.Done
            ? LocalUrl.Redirect(returnUrl, "/admin/users")
            : TypedResults.LocalRedirect("/admin/users?problem=" + outcome);
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> PutRole(
        HttpContext http, Guid id, RoleChange body, ChangeRole change, CancellationToken cancellationToken) =>
        await change.HandleAsync(http.User.UserId(), id, body.Role, cancellationToken) switch
        {
            ChangeRole.Outcome.Done => TypedResults.NoContent(),
            ChangeRole.Outcome.NoSuchUser => TypedResults.NotFound(),
            var refused => TypedResults.Problem(Text(refused), statusCode: StatusCodes.Status422UnprocessableEntity),
        };

    private static FormErrors Problem(string? outcome) =>
        Enum.TryParse<ChangeRole.Outcome>(outcome, out var parsed) && parsed != ChangeRole.Outcome.Done ? new("", Text(parsed)) : [];

    private static string Text(ChangeRole.Outcome outcome) => outcome switch
    {
        ChangeRole.Outcome.NoSuchRole => T("역할은 learner, instructor, administrator 중 하나입니다.", "The roles are learner, instructor and administrator."),
        ChangeRole.Outcome.LastAdministrator => T(
            "마지막 관리자입니다. 먼저 다른 관리자를 정하세요.", "This is the last administrator. Appoint another one first."),
        _ => T("그런 사용자가 없습니다.", "There is no such user."),
    };

    private static async Task<RazorComponentResult> Page(
        UserList list, string? search, int page, FormErrors errors, string? link, CancellationToken cancellationToken) =>
        new RazorComponentResult<UsersPage>(new
        {
            List = await list.HandleAsync(search, page, cancellationToken),
            Search = search,
            Errors = errors,
            Link = link,
        }).WithStatus(errors);
}
