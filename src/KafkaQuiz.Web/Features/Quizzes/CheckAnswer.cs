using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>
/// Tells, in a practice with feedback after each question, whether the answer in force is right. It is then graded and takes no other
/// answer: what one has been told cannot be practised any more; it can be asked again (<see cref="RetryWrong"/>).
/// </summary>
internal sealed class CheckAnswer(GradeAttempt grading, AttemptReader reader)
{
    internal enum Outcome
    {
        Done,
        NotFound,
        Submitted,

        /// <summary>The attempt tells at its end.</summary>
        AtTheEnd,

        /// <summary>There is no answer, or none that can be read; nothing was graded.</summary>
        NothingToCheck,

        /// <summary>Answers kept coming; nothing was graded.</summary>
        Busy,
    }

    public async Task<Outcome> HandleAsync(Guid learner, Guid id, int position, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(learner, id, cancellationToken) is not { } attempt) return Outcome.NotFound;
        if (attempt.Items.FirstOrDefault(item => item.Position == position) is not { } item) return Outcome.NotFound;
        if (attempt.IsSubmitted) return Outcome.Submitted;
        if (attempt.Attempt.Feedback != FeedbackTiming.Each) return Outcome.AtTheEnd;
        // An answer that cannot be read (a word where a number is asked) costs nothing: the learner is told and may change it.
        if (item.Grade is null && item.Judge().Status != Assessment.Grading.GradeStatus.Graded) return Outcome.NothingToCheck;
        var (graded, _) = await grading.HandleAsync(learner, id, one => one.Position == position, GradeReasons.Check, submit: false, cancellationToken);
        return graded switch
        {
            GradeOutcome.Done => Outcome.Done,
            GradeOutcome.NotFound => Outcome.NotFound,
            GradeOutcome.Submitted => Outcome.Submitted,
            _ => Outcome.Busy,
        };
    }
}
