using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Writing;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>
/// Saves answers of a running attempt. It returns when they are on disk. Any save may be sent again, late, or out of order: the answer with
/// the highest number is in force (<see cref="ResponseEntry.Sequence"/>).
/// </summary>
internal sealed class SaveResponses(IDurableWriter writer, TimeProvider time)
{
    /// <summary>An answer. <see cref="Sequence"/> is null where the client does not count its changes.</summary>
    internal sealed record Item(int Position, int? Sequence, Response Response);

    public Task<SaveOutcome> HandleAsync(Guid learner, Guid attempt, IReadOnlyList<Item> items, CancellationToken cancellationToken)
    {
        GivenResponse[] responses = [.. items.Select(item => new GivenResponse(item.Position, item.Sequence, item.Response.Json))];
        return writer.WriteAsync(database => AttemptWrites.Save(database, learner, attempt, responses, time.GetUtcNow()), cancellationToken);
    }
}
