namespace KafkaQuiz.Content.Questions;

/// <summary>How far a number may be from the answer and still be right.</summary>
/// <param name="Amount">0 or more: in the answer's unit, or a share of the answer (0.01 for 1 %) where <paramref name="Relative"/>.</param>
/// <param name="Relative">Whether the amount is a share of the answer.</param>
public readonly record struct Tolerance(decimal Amount, bool Relative)
{
    /// <summary>Only the answer itself is right.</summary>
    public static Tolerance Exact => default;

    /// <summary>Whether <paramref name="given"/> is near enough to <paramref name="answer"/>; both ends count as near enough.</summary>
    public bool Allows(decimal answer, decimal given) => Math.Abs(given - answer) <= (Relative ? Amount * Math.Abs(answer) : Amount);
}
