using System.Text.Json;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes.Json;

/// <summary>Saves answers; every acknowledgement means: it is on disk.</summary>
internal static class SaveApi
{
    public static void Map(IEndpointRouteBuilder attempts)
    {
        attempts.MapPost("{id:guid}/responses", ManyAsync).WithSummary("Save answers; acknowledged when they are on disk");
        attempts.MapPut("{id:guid}/responses/{position:int}", OneAsync).WithSummary("Save one answer; acknowledged when it is on disk");
    }

    /// <param name="Position">1 for the first question.</param>
    /// <param name="Sequence">Your number of this change, 1 or more, counting up by question; left out, the next one.</param>
    /// <param name="Response">Fields by name (docs/questions.md, "Responses"); an empty object takes the answer back.</param>
    internal sealed record ItemJson(int Position, int? Sequence, JsonElement Response);

    /// <param name="Responses">At least one.</param>
    internal sealed record RequestJson(IReadOnlyList<ItemJson> Responses);

    /// <param name="Sequence">Your number of this change, 1 or more; left out, the next one.</param>
    /// <param name="Response">Fields by name; an empty object takes the answer back.</param>
    internal sealed record OneJson(int? Sequence, JsonElement Response);

    /// <param name="Position">1 for the first question.</param>
    /// <param name="Sequence">Number of the answer in force now.</param>
    /// <param name="Result">
    /// <c>saved</c>; <c>late</c>: kept, a newer one is in force; <c>conflict</c>: another answer has this number, send it again with a higher
    /// one; <c>already-graded</c>: the question takes no other answer.
    /// </param>
    internal sealed record SavedJson(int Position, int? Sequence, string Result);

    internal sealed record AnswerJson(IReadOnlyList<SavedJson> Responses);

    private static Task<Results<Ok<AnswerJson>, ProblemHttpResult>> OneAsync(
        HttpContext http, Guid id, int position, OneJson body, SaveResponses save, CancellationToken cancellationToken) =>
        SaveAsync(http, id, [new ItemJson(position, body.Sequence, body.Response)], save, cancellationToken);

    private static Task<Results<Ok<AnswerJson>, ProblemHttpResult>> ManyAsync(
        HttpContext http, Guid id, RequestJson body, SaveResponses save, CancellationToken cancellationToken) =>
        SaveAsync(http, id, body.Responses, save, cancellationToken);

    private static async Task<Results<Ok<AnswerJson>, ProblemHttpResult>> SaveAsync(
        HttpContext http, Guid id, IReadOnlyList<ItemJson> responses, SaveResponses save, CancellationToken cancellationToken)
    {
        var items = new List<SaveResponses.Item>(responses.Count);
        foreach (var given in responses)
        {
            if (given.Sequence < 1 || given.Response.ValueKind != JsonValueKind.Object || !Response.TryParse(given.Response.GetRawText(), out var response))
            {
                return AttemptApi.Problem(400, T(
                    "response는 필드 이름과 문자열(또는 문자열 배열)로 된 객체이고 64 KiB 이하여야 하며, sequence는 1 이상이어야 합니다.",
                    "response must be an object of field names and strings (or arrays of strings) of at most 64 KiB, and sequence 1 or more."));
            }

            items.Add(new SaveResponses.Item(given.Position, given.Sequence, response));
        }

        var outcome = await save.HandleAsync(http.User.UserId(), id, items, cancellationToken);
        return outcome.Status switch
        {
            SaveStatus.Saved => TypedResults.Ok(new AnswerJson(
                [.. outcome.Responses.Select(saved => new SavedJson(saved.Position, saved.Sequence, Name(saved.Result)))])),
            SaveStatus.Submitted => AttemptApi.AlreadySubmitted(),
            SaveStatus.NoSuchItem => AttemptApi.Problem(400, T(
                "그 번호의 문제가 없습니다. 아무것도 저장하지 않았습니다.", "There is no question at that position. Nothing was saved.")),
            _ => AttemptApi.NoSuchAttempt(),
        };
    }

    private static string Name(ItemSave result) => result switch
    {
        ItemSave.Saved => "saved",
        ItemSave.Late => "late",
        ItemSave.Conflict => "conflict",
        _ => "already-graded",
    };
}
