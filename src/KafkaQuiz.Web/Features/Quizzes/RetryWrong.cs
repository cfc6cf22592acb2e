using System.Security.Cryptography;
using KafkaQuiz.Assessment;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Course;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Begins a practice of the questions that a submitted attempt did not earn in full, in new variants of today's content.</summary>
internal sealed class RetryWrong(AttemptReader reader, StartAttempt start, CurrentCourse course, ShownVariants variants)
{
    /// <returns>Null where the attempt is not found.</returns>
    public async Task<StartAttempt.Result?> HandleAsync(Guid learner, Guid id, Guid newId, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(learner, id, cancellationToken) is not { } attempt) return null;
        if (!attempt.IsSubmitted)
            return StartAttempt.Result.Refuse(T("아직 제출하지 않은 시도입니다. 먼저 제출해 주세요.", "This attempt is not submitted yet. Submit it first."));
        var content = course.Content;
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        QuestionVariant[] shown =
        [
            .. from item in attempt.Items
               where item.Points < Fraction.Of(item.Variant.Points)
               let question = content.Question(item.Variant.QuestionId)
               where question is not null
               select variants.Draw(question, seed, item.Variant.Seed),
        ];
        if (shown.Length == 0)
            return StartAttempt.Result.Refuse(T("다시 풀 문제가 없습니다. 모두 맞혔습니다.", "There is nothing to retry: everything was right."));

        var kind = attempt.Attempt.Kind == AttemptKind.SectionPractice ? AttemptKind.SectionPractice : AttemptKind.ChapterPractice;
        var request = new StartAttempt.Request(newId, kind, attempt.Attempt.Scope, FeedbackTiming.Each);
        return await start.BeginAsync(learner, request, content, seed, shown, id, cancellationToken);
    }
}
