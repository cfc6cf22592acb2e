using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Lint;

/// <summary>What only a whole bank shows. All are warnings.</summary>
internal static class BankLint
{
    /// <summary>A section's bank should have at least so many questions, so that a repeated quiz asks something new.</summary>
    private const int LeastQuestions = 10;

    /// <summary>No level should have more than this share of a bank.</summary>
    private const double LargestShare = 0.7;

    public static void Check(IReadOnlyList<ReadQuestion> bank, FaultList faults)
    {
        if (bank.Count < LeastQuestions)
            faults.Add(FaultSeverity.Warning, 1, 1, "small-bank", new($"문제가 {bank.Count}개입니다. {LeastQuestions}개 이상이어야 합니다.", $"There are {bank.Count} questions; there should be at least {LeastQuestions}."));
        var most = bank.CountBy(item => item.Question.Level).MaxBy(level => level.Value);
        if (bank.Count >= LeastQuestions && most.Value > bank.Count * LargestShare)
        {
            string level = QuestionShapes.Levels.Words[(int)most.Key];
            faults.Add(FaultSeverity.Warning, 1, 1, "level-spread", new($"문제 {bank.Count}개 중 {most.Value}개가 '{level}' 수준입니다.", $"{most.Value} of {bank.Count} questions are at the level '{level}'."),
                new("다른 수준의 문제를 더하세요.", "Add questions of other levels."));
        }

        foreach (var item in bank)
            CheckLengths(item, faults);
    }

    // The longest choice is a well-known clue (Haladyna, Downing and Rodriguez 2002, guideline 24).
    private static void CheckLengths(ReadQuestion item, FaultList faults)
    {
        if (item.Question is not SingleChoiceQuestion question)
            return;
        int right = question.Choices.Where(choice => choice.Correct).Max(choice => choice.Text.Ko.Length);
        int wrong = question.Choices.Where(choice => !choice.Correct).Max(choice => choice.Text.Ko.Length);
        if (right > 20 && right > wrong * 1.6)
        {
            faults.Warning(item.Node["choices"]!, "longest-is-right", $"정답({right}자)이 다른 선택지(최대 {wrong}자)보다 눈에 띄게 깁니다.", $"The right choice ({right} characters) stands out: the others have at most {wrong}.",
                new("정답을 줄이거나 오답을 구체적으로 쓰세요.", "Shorten it, or make the others as specific."));
        }
    }
}
