using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Ends an attempt: grades what has no grade yet. Submitting again changes nothing.</summary>
internal sealed class SubmitAttempt(GradeAttempt grading)
{
    public Task<(GradeOutcome Outcome, RunAttempt? Run)> HandleAsync(Guid learner, Guid id, CancellationToken cancellationToken) =>
        grading.HandleAsync(learner, id, _ => true, GradeReasons.Submit, submit: true, cancellationToken);
}
