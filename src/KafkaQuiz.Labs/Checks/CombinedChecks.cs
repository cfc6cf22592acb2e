using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

/// <summary>
/// <c>all</c>, <c>any</c> and <c>not</c> in three values: what is decided by the parts that were seen is decided; the rest is not
/// gradable. <c>all</c> gives the share of its parts as credit.
/// </summary>
internal static class CombinedChecks
{
    public static CheckVerdict All(AllOf check, Scene scene)
    {
        var parts = check.Parts.Select(part => CheckGrading.Evaluate(part, scene)).ToList();
        var outcome = parts.Any(p => p.Outcome == CheckOutcome.Fails) ? CheckOutcome.Fails
            : parts.Any(p => p.Outcome == CheckOutcome.NotGradable) ? CheckOutcome.NotGradable
            : CheckOutcome.Holds;
        var credit = outcome == CheckOutcome.NotGradable ? 0 : parts.Average(p => p.Credit);
        return Combine(outcome, credit, parts, " 그리고 ", " and ");
    }

    public static CheckVerdict Any(AnyOf check, Scene scene)
    {
        var parts = check.Parts.Select(part => CheckGrading.Evaluate(part, scene)).ToList();
        var outcome = parts.Any(p => p.Outcome == CheckOutcome.Holds) ? CheckOutcome.Holds
            : parts.Any(p => p.Outcome == CheckOutcome.NotGradable) ? CheckOutcome.NotGradable
            : CheckOutcome.Fails;
        return Combine(outcome, outcome == CheckOutcome.NotGradable ? 0 : parts.Max(p => p.Credit), parts, " 또는 ", " or ");
    }

    public static CheckVerdict Negate(Not check, Scene scene)
    {
        var part = CheckGrading.Evaluate(check.Part, scene);
        var expected = Words.Text($"다음이 아님: {part.Expected.Ko}", $"not: {part.Expected.En}");
        var outcome = part.Outcome switch
        {
            CheckOutcome.Holds => CheckOutcome.Fails,
            CheckOutcome.Fails => CheckOutcome.Holds,
            _ => CheckOutcome.NotGradable,
        };
        return part with { Outcome = outcome, Credit = outcome == CheckOutcome.Holds ? 1 : 0, Expected = expected, Parts = [part] };
    }

    private static CheckVerdict Combine(CheckOutcome outcome, double credit, IReadOnlyList<CheckVerdict> parts, string ko, string en) =>
        new(outcome,
            credit,
            Words.Text(string.Join(ko, parts.Select(p => p.Expected.Ko)), string.Join(en, parts.Select(p => p.Expected.En))),
            Words.Text(string.Join("; ", parts.Select(p => p.Observed.Ko).Distinct()), string.Join("; ", parts.Select(p => p.Observed.En).Distinct())),
            parts.FirstOrDefault(p => p.Source is not null)?.Source,
            outcome == CheckOutcome.NotGradable ? parts.First(p => p.Fault is not null).Fault : null,
            parts);
}
