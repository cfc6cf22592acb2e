using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Cli.Content;

/// <summary>What a replay of questions came to.</summary>
/// <param name="Questions">How many questions.</param>
/// <param name="Variants">How many variants were drawn.</param>
/// <param name="Examples">How many accept and reject examples were replayed.</param>
/// <param name="Graded">How many responses were graded.</param>
/// <param name="Failures">What did not come out as it must.</param>
/// <param name="Notes">What is worth a look: a mistake that no reject example shows.</param>
internal sealed record ReplayReport(
    int Questions,
    int Variants,
    int Examples,
    int Graded,
    IReadOnlyList<ReplayFinding> Failures,
    IReadOnlyList<ReplayFinding> Notes)
{
    public static ReplayReport Of(IEnumerable<Question> questions)
    {
        QuestionReplay[] replays = [.. questions.AsParallel().AsOrdered().Select(QuestionReplay.Of)];
        return new(
            replays.Length,
            replays.Sum(replay => replay.Variants),
            replays.Sum(replay => replay.Examples),
            replays.Sum(replay => replay.Graded),
            [.. replays.SelectMany(replay => replay.Failures)],
            [.. replays.SelectMany(replay => replay.Notes)]);
    }
}

/// <summary>Something that a replay found.</summary>
/// <param name="Question">Id of the question.</param>
/// <param name="Place">Where its example is written, or empty.</param>
/// <param name="Message">What came out, and what should have.</param>
internal sealed record ReplayFinding(string Question, string Place, LocalizedText Message);
