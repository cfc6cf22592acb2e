using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>The learner's answers. What is expected is not told: the answer itself would be.</summary>
internal static class AnswerChecks
{
    public static CheckVerdict Evaluate(AnswerGiven check, Scene scene)
    {
        var expected = Words.Text("답을 적음", "an answer");
        return Find(check.Answer, scene) is { } answer
            ? CheckVerdict.Of(true, expected, Said(answer), Source(answer))
            : NotAnswered(expected, scene);
    }

    public static CheckVerdict Evaluate(AnswerText check, Scene scene)
    {
        var expected = Words.Text("맞는 답", "the right answer");
        if (Find(check.Answer, scene) is not { } answer) return NotAnswered(expected, scene);
        var text = answer.Text.Trim();
        var holds = check.CaseMatters ? check.Text.Holds(text) : Lower(check.Text).Holds(text.ToLowerInvariant());
        return CheckVerdict.Of(holds, expected, Said(answer), Source(answer));
    }

    public static CheckVerdict Evaluate(AnswerNumber check, Scene scene)
    {
        var expected = Words.Text("맞는 값", "the right number");
        if (Find(check.Answer, scene) is not { } answer) return NotAnswered(expected, scene);
        if (answer.Number is not { } number) return CheckVerdict.Of(false, expected, NoNumber(answer), Source(answer));
        var holds = (check.EqualTo is not { } equal || Allows(check.Tolerance, equal, number))
            && (check.AtLeast is not { } least || number >= least)
            && (check.AtMost is not { } most || number <= most);
        return CheckVerdict.Of(holds, expected, Said(answer), Source(answer));
    }

    public static CheckVerdict Evaluate(AnswerFact check, Scene scene)
    {
        var expected = Words.Text("클러스터의 실제 값과 같은 답", "what is so in the cluster");
        if (Find(check.Answer, scene) is not { } answer) return NotAnswered(expected, scene);
        if (!FactReading.TryRead(check.Fact, scene, expected, out var fact, out var verdict)) return verdict;
        if (fact.Number is not { } actual) return CheckVerdict.Of(fact.Texts.Any(text => Same(text, answer.Text)), expected, Said(answer), fact.Source);
        if (answer.Number is not { } number) return CheckVerdict.Of(false, expected, NoNumber(answer), fact.Source);
        return CheckVerdict.Of(Allows(check.Tolerance, actual, number), expected, Said(answer), fact.Source);
    }

    private static AnswerSeen? Find(string id, Scene scene) => scene.Now.Answers.GetValueOrDefault(id) is { } answer && !string.IsNullOrWhiteSpace(answer.Text) ? answer : null;

    private static CheckVerdict NotAnswered(LocalizedText expected, Scene scene) => CheckVerdict.Of(false, expected, Words.NoAnswer, new Source("Answer", "", scene.Now.TakenAt));

    private static Source Source(AnswerSeen answer) => new("Answer", "", answer.At);

    private static LocalizedText Said(AnswerSeen answer) => Words.Text($"적은 답 '{answer.Text.Trim()}'", $"answered '{answer.Text.Trim()}'");

    private static LocalizedText NoNumber(AnswerSeen answer) => Words.Text($"숫자가 아닌 답 '{answer.Text.Trim()}'", $"answered '{answer.Text.Trim()}', which is no number");

    /// <summary>Ids and paths compare by their characters, values of configs and lists of brokers as what they are.</summary>
    private static bool Same(string actual, string said) => ConfigValue.Same(actual, said.Trim().Trim('`', '"', '\''));

    private static bool Allows(Tolerance tolerance, decimal answer, decimal given)
    {
        try
        {
            return tolerance.Allows(answer, given);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static TextCondition Lower(TextCondition condition) => new(
        condition.EqualTo?.ToLowerInvariant(),
        condition.OneOf?.Select(one => one.ToLowerInvariant()).ToList(),
        condition.Contains?.ToLowerInvariant(),
        condition.Not?.ToLowerInvariant());
}
