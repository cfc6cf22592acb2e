using KafkaQuiz.Assessment.Grading;

namespace KafkaQuiz.Assessment.Attempts;

/// <summary>What an attempt came to. Exact: points are added up as fractions and rounded only to be shown.</summary>
/// <param name="Points">Points earned.</param>
/// <param name="MaxPoints">Points that could be earned; 0 only for an attempt without questions.</param>
/// <param name="Right">Responses that earned every point.</param>
/// <param name="Partly">Responses that earned some.</param>
/// <param name="Wrong">Responses that were graded and earned none.</param>
/// <param name="Unanswered">Questions without a response, or with one that could not be read.</param>
public sealed record AttemptScore(Fraction Points, Fraction MaxPoints, int Right, int Partly, int Wrong, int Unanswered)
{
    /// <summary>Share of the points, 0 to 1; 0 for an attempt without questions.</summary>
    public Fraction Share => MaxPoints == Fraction.Zero ? Fraction.Zero : Points / MaxPoints;

    /// <summary>The share as a page shows it: hundredths with one digit after the point.</summary>
    public decimal Percent => Share.ToPercent();

    /// <summary>Whether the share reaches <paramref name="pass"/> (0 to 1; both inclusive), compared exactly.</summary>
    public bool Passes(decimal pass) => Share >= Fraction.Of(pass);

    /// <summary>Adds up what the responses of one attempt earned, one of each question.</summary>
    public static AttemptScore Of(IEnumerable<GradedResponse> responses)
    {
        var score = new AttemptScore(Fraction.Zero, Fraction.Zero, 0, 0, 0, 0);
        foreach (var response in responses)
        {
            score = score with { Points = score.Points + response.Points, MaxPoints = score.MaxPoints + Fraction.Of(response.MaxPoints) };
            score = response switch
            {
                { Status: not GradeStatus.Graded } => score with { Unanswered = score.Unanswered + 1 },
                { IsRight: true } => score with { Right = score.Right + 1 },
                _ when response.Fraction > Fraction.Zero => score with { Partly = score.Partly + 1 },
                _ => score with { Wrong = score.Wrong + 1 },
            };
        }

        return score;
    }
}
