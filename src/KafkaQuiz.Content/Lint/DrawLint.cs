using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Lint;

/// <summary>Draws a question many times and looks at what a learner would see.</summary>
internal static class DrawLint
{
    /// <summary>Draws of a question with parameters.</summary>
    public const uint Draws = 100;

    /// <summary>Of 100 tries at least so many must satisfy <c>require</c>, so that a draw never fails in practice.</summary>
    private const int LeastKept = 5;

    public static void Check(ReadQuestion item, FaultList faults)
    {
        var question = item.Question;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int kept = 0;
        int recognised = 0;
        try
        {
            for (ulong seed = 0; seed < (question.IsParameterised ? Draws : 1UL); seed++)
            {
                if (question.Info.Draws.Try(seed, question.Id, 0) is not { } values)
                    continue;
                kept++;
                var variant = question.Vary(seed, values);
                CheckDifferent(item, variant, seen, faults);
                CheckAnswer(item, variant, seen, faults);
                recognised = Math.Max(recognised, variant is NumericVariant numeric ? numeric.Mistakes.Count : 0);
            }
        }
        catch (ExpressionException fault)
        {
            faults.Add(FaultSeverity.Error, item.Node.Line, item.Node.Column, "draw-fails", fault.Problem, new("`require`로 그런 값을 빼거나 식을 고치세요.", "Leave such values out with `require`, or mend the expression."));
            return;
        }

        if (question.IsParameterised && kept < LeastKept)
        {
            faults.Error(item.Node["require"] ?? item.Node, "few-draws", $"{Draws}번 중 {kept}번만 `require`를 만족합니다.", $"Only {kept} of {Draws} draws satisfy `require`.",
                new("`given`의 범위를 좁히거나 `compute`를 쓰세요.", "Narrow `given`, or use `compute`."));
        }

        if (question is NumericQuestion { Mistakes.Count: > 0 } of && kept > 0 && recognised < of.Mistakes.Count)
            CheckMistakes(item, of, faults);
    }

    // A mistake that equals the answer under one draw is left out there; one that always does is no mistake.
    private static void CheckMistakes(ReadQuestion item, NumericQuestion question, FaultList faults)
    {
        for (int at = 0; at < question.Mistakes.Count; at++)
        {
            var when = question.Mistakes[at].When;
            bool always = Enumerable.Range(0, (int)Draws).Select(seed => question.Info.Draws.Try((ulong)seed, question.Id, 0)).OfType<IReadOnlyDictionary<string, Value>>()
                .All(values => question.Tolerance.Allows(question.Answer.Number(values), when.Number(values)));
            if (always)
                faults.Error(item.Node["mistakes"]!.Items[at]["when"]!, "mistake-is-right", $"언제나 정답과 같은 값입니다: `{when}`", $"`{when}` is always the right answer.");
        }
    }

    private static void CheckDifferent(ReadQuestion item, QuestionVariant variant, HashSet<string> seen, FaultList faults)
    {
        var node = item.Node;
        switch (variant)
        {
            case SingleChoiceVariant choice:
                Different(node["choices"]!, "choices-equal", choice.Choices.Select(shown => shown.Text), variant, seen, faults);
                break;
            case MultipleChoiceVariant choice:
                Different(node["choices"]!, "choices-equal", choice.Choices.Select(shown => shown.Text), variant, seen, faults);
                break;
            case OrderingVariant ordering:
                Different(node["items"]!, "items-equal", ordering.Items.Select(shown => shown.Text), variant, seen, faults);
                break;
            case MatchingVariant matching:
                Different(node["pairs"]!, "items-equal", matching.Lefts.Select(shown => shown.Text), variant, seen, faults);
                Different(node["pairs"]!, "items-equal", matching.Rights.Select(shown => shown.Text), variant, seen, faults);
                break;
            case ClozeVariant cloze:
                foreach (var menu in cloze.Blanks.OfType<MenuBlank>())
                    Different(node["blanks"]![menu.Name]!["choices"]!, "choices-equal", menu.Options.Select(option => option.Text), variant, seen, faults);
                break;
        }
    }

    private static void Different(YamlNode at, string code, IEnumerable<LocalizedText> texts, QuestionVariant variant, HashSet<string> seen, FaultList faults)
    {
        var all = texts.ToList();
        foreach (var language in Enum.GetValues<Language>())
        {
            if (all.Select(text => text.In(language).Trim()).GroupBy(text => text).FirstOrDefault(group => group.Count() > 1) is not { } twice || !seen.Add(code + at.Line))
                continue;
            string values = string.Join(", ", variant.Head.Values.Select(value => $"{value.Key}={value.Value}"));
            string when = values.Length == 0 ? "" : $" ({values})";
            faults.Error(at, code, $"같은 글이 두 번 나옵니다{when}: '{twice.Key}'", $"'{twice.Key}' is there twice{when}.", new("글을 바꾸거나 `require`로 그런 값을 빼세요.", "Change the text, or leave such values out with `require`."));
        }
    }

    private static void CheckAnswer(ReadQuestion item, QuestionVariant variant, HashSet<string> seen, FaultList faults)
    {
        if (variant is NumericVariant { Tolerance.Amount: 0 } numeric && decimal.Round(numeric.Answer, 4) != numeric.Answer && seen.Add("precision"))
        {
            faults.Error(item.Node["answer"]!, "answer-not-writable", $"정확히 쓸 수 없는 정답인데 허용 오차가 없습니다: {numeric.Answer}", $"The answer {numeric.Answer} cannot be written exactly, and there is no tolerance.",
                new("`tolerance: 1%`를 추가하거나 값을 바꾸세요.", "Add `tolerance: 1%`, or change the values."));
        }
    }
}
