using System.Globalization;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Cli.Content;

/// <summary>A response that must not score full; where <paramref name="Credit"/> is there, it is a mistake that must be recognised.</summary>
internal sealed record Distractor(Response Response, decimal? Credit = null);

/// <summary>Makes wrong responses to a variant: each wrong choice, each single slip from the right answer, each mistake that the author named.</summary>
internal static class Distractors
{
    public static IEnumerable<Distractor> Of(QuestionVariant variant) => variant switch
    {
        SingleChoiceVariant single => single.Choices.Where(choice => !choice.Correct).Select(choice => new Distractor(Response.Of("choice", choice.Key))),
        MultipleChoiceVariant multiple => Toggled(multiple),
        TrueFalseVariant statement => [new(Response.Of("choice", statement.Answer ? "false" : "true"))],
        NumericVariant numeric => numeric.Mistakes.Select(mistake => new Distractor(Response.Of("text", Number(mistake.Value)), mistake.Credit)),
        ShortTextVariant text => text.Mistakes.SelectMany(mistake => mistake.When.Answers.Select(answer => new Distractor(Response.Of("text", answer), mistake.Credit))),
        ClozeVariant cloze => Menus(cloze),
        OrderingVariant ordering => Swapped(ordering),
        MatchingVariant matching => Mismatched(matching),
        AssignmentVariant assignment => Misassigned(assignment),
        _ => [],
    };

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static IEnumerable<Distractor> Toggled(MultipleChoiceVariant variant)
    {
        string[] right = [.. variant.Choices.Where(choice => choice.Correct).Select(choice => choice.Key)];
        foreach (var choice in variant.Choices)
        {
            string[] marked = choice.Correct ? [.. right.Except([choice.Key])] : [.. right, choice.Key];
            yield return new(Response.Of("choice", marked));
        }
    }

    private static IEnumerable<Distractor> Menus(ClozeVariant variant)
    {
        foreach (var menu in variant.Blanks.OfType<MenuBlank>())
        {
            foreach (var option in menu.Options.Where(option => !option.Correct))
                yield return new(Response.Of([.. variant.Blanks.Select(blank => (blank.Field, (string[])[blank == menu ? option.Key : blank.RightValue]))]));
        }
    }

    private static IEnumerable<Distractor> Swapped(OrderingVariant variant)
    {
        string[] right = [.. variant.InOrder.Select(item => item.Key)];
        for (int at = 0; at + 1 < right.Length; at++)
        {
            string[] swapped = [.. right];
            (swapped[at], swapped[at + 1]) = (swapped[at + 1], swapped[at]);
            yield return new(Response.Of("order", swapped));
        }
    }

    private static IEnumerable<Distractor> Mismatched(MatchingVariant variant)
    {
        foreach (var left in variant.Lefts)
        {
            foreach (var wrong in variant.Rights.Where(right => right.Key != left.RightKey))
                yield return new(Response.Of([.. variant.Lefts.Select(other => (other.Field, (string[])[other == left ? wrong.Key : other.RightKey]))]));
        }
    }

    // The author's mistakes laid over the right answer, and (where rows have one right answer) one owner exchanged.
    private static IEnumerable<Distractor> Misassigned(AssignmentVariant variant)
    {
        foreach (var mistake in variant.Mistakes)
            yield return new(Response.Of([.. variant.Items.Select(item => ("owner." + item, (mistake.When.GetValueOrDefault(item) ?? variant.Answer[item]).ToArray()))]), mistake.Credit);
        if (variant.Rule != AssignmentRule.Exact)
            yield break;
        foreach (string row in variant.Items)
        {
            if (variant.Owners.FirstOrDefault(owner => !variant.Answer[row].Contains(owner)) is { } other)
                yield return new(Response.Of([.. variant.Items.Select(item => ("owner." + item, item == row ? (string[])[other, .. variant.Answer[item].Skip(1)] : [.. variant.Answer[item]]))]));
        }
    }
}
