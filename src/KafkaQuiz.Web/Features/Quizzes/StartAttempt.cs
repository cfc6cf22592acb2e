using System.Security.Cryptography;
using KafkaQuiz.Assessment;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Writing;
using KafkaQuiz.Web.Features.Course;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Begins a practice or a chapter quiz: draws the questions, pins their variants, stores both.</summary>
internal sealed class StartAttempt(
    CurrentCourse course, ShownVariants variants, ShownFigures figures, GradeHistory history, IDurableWriter writer, TimeProvider time)
{
    /// <param name="Id">Chosen by the client; sent twice, it starts one attempt.</param>
    /// <param name="Kind">What is asked.</param>
    /// <param name="Scope">Section (<c>4.3</c>) or chapter (<c>4</c>).</param>
    /// <param name="Feedback">When the learner is told what was right; a chapter quiz always tells at the end.</param>
    internal sealed record Request(Guid Id, AttemptKind Kind, string Scope, FeedbackTiming Feedback);

    /// <summary>
    /// An id, or the reason why nothing was started, in the reader's language. The attempt itself where it is new.
    /// </summary>
    internal sealed record Result(Guid? Id, string? Refused, RunAttempt? Run)
    {
        public static Result Refuse(string why) => new(null, why, null);
    }

    public async Task<Result> HandleAsync(Guid learner, Request request, CancellationToken cancellationToken)
    {
        var content = course.Content;
        if (!QuestionDraw.HasScope(content, request.Kind, request.Scope))
        {
            return Result.Refuse(T(
                "코스에 없는 장이나 절입니다. 코스 화면에서 다시 골라 주세요.", "The course has no such chapter or section. Choose one on the course page."));
        }

        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        var grades = request.Kind == AttemptKind.ChapterQuiz ? [] : await history.OfAsync(learner, cancellationToken);
        var questions = QuestionDraw.Draw(content, request.Kind, request.Scope, grades, seed);
        if (questions.Count == 0)
            return Result.Refuse(T("아직 문제가 준비되지 않았습니다. 다른 절을 골라 주세요.", "There are no questions here yet. Choose another section."));
        QuestionVariant[] shown = [.. questions.Select(question => variants.Draw(question, seed))];
        return await BeginAsync(learner, request, content, seed, shown, null, cancellationToken);
    }

    /// <summary>Begins an attempt with exactly these variants.</summary>
    internal async Task<Result> BeginAsync(
        Guid learner, Request request, CourseContent content, ulong seed, IReadOnlyList<QuestionVariant> shown, Guid? retryOf,
        CancellationToken cancellationToken)
    {
        var attempt = new Attempt
        {
            Id = request.Id,
            LearnerId = learner,
            Kind = request.Kind,
            Scope = request.Scope,
            Feedback = request.Kind == AttemptKind.ChapterQuiz ? FeedbackTiming.End : request.Feedback,
            CourseVersion = content.Version,
            Seed = unchecked((long)seed),
            RetryOf = retryOf,
            ItemCount = shown.Count,
            // As it is stored, so that this answer and a later reading of the attempt say the same.
            StartedAt = new DateTimeOffset(UtcInstantConverter.ToStored(time.GetUtcNow())),
            MaxPoints = shown.Aggregate(Fraction.Zero, (sum, variant) => sum + Fraction.Of(variant.Points)).ToString(),
        };
        var start = new NewAttempt(
            attempt,
            [.. shown.Select((variant, at) => new AttemptItem
            {
                AttemptId = attempt.Id,
                Position = at + 1,
                QuestionId = variant.QuestionId,
                ContentHash = variant.ContentHash,
                Seed = unchecked((long)variant.Seed),
            })],
            [.. shown.Select(variant => new NewShownQuestion(
                variant.ContentHash, unchecked((long)variant.Seed), new Lazy<string>(() => ShownVariants.Write(variant))))],
            [.. figures.Of(shown.Select(variant => content.QuestionByHash(variant.ContentHash)!))]);
        var (owner, added) = await writer.WriteAsync(database => AttemptWrites.Start(database, start), cancellationToken);
        return owner == learner
            ? new Result(attempt.Id, null, added ? Fresh(attempt, shown) : null)
            : Result.Refuse(T("이미 쓰인 번호입니다. 새 번호로 다시 시작해 주세요.", "This id is taken. Start again with a new one."));
    }

    private static RunAttempt Fresh(Attempt attempt, IReadOnlyList<QuestionVariant> shown) =>
        new(attempt, [.. shown.Select((variant, at) => new RunItem(at + 1, variant, Response.Empty, 0, null, []))], 0, 0);
}
