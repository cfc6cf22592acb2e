using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Languages;

namespace KafkaQuiz.Web.Features.Quizzes.Json;

/// <summary>A question as the API shows it, in the request's language and without anything that tells the answer.</summary>
/// <param name="Id">Full id: <c>4.3/idle-consumer</c>.</param>
/// <param name="Kind"><c>single-choice</c>, …</param>
/// <param name="Level"><c>recall</c>, <c>understand</c>, <c>apply</c> or <c>analyse</c>.</param>
/// <param name="Points">Points for a right answer.</param>
/// <param name="Ask">Markdown.</param>
/// <param name="Figure">Address of the figure, or null.</param>
/// <param name="FigureAlt">What it shows.</param>
internal sealed record QuestionJson(string Id, string Kind, string Level, decimal Points, string Ask, string? Figure, string? FigureAlt)
{
    /// <summary>single-choice, multiple-choice, true-false: values for <c>choice</c>.</summary>
    public IReadOnlyList<OptionJson>? Choices { get; init; }

    /// <summary>cloze: Markdown in which <c>[[name]]</c> is the blank of that name.</summary>
    public string? Text { get; init; }

    /// <summary>cloze: the blanks; each takes <c>blank.NAME</c>.</summary>
    public IReadOnlyList<BlankJson>? Blanks { get; init; }

    /// <summary>ordering: values for <c>order</c>, as shown.</summary>
    public IReadOnlyList<OptionJson>? Items { get; init; }

    /// <summary>matching: each takes <c>match.KEY</c>.</summary>
    public IReadOnlyList<OptionJson>? Lefts { get; init; }

    /// <summary>matching: values.</summary>
    public IReadOnlyList<OptionJson>? Rights { get; init; }

    /// <summary>numeric: the unit asked for.</summary>
    public string? Unit { get; init; }

    /// <summary>assignment: each row takes <c>owner.ROW</c>.</summary>
    public IReadOnlyList<string>? Rows { get; init; }

    /// <summary>assignment: values.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary>assignment: values a row takes.</summary>
    public int? Each { get; init; }

    public static QuestionJson Of(QuestionVariant variant)
    {
        var head = variant.Head;
        var json = new QuestionJson(
            variant.QuestionId, variant.Kind.Name(), head.Level.ToString().ToLowerInvariant(), variant.Points, variant.Ask.Shown(),
            head.Figure is null ? null : "/figures/" + variant.ContentHash, head.FigureAlt?.Shown());
        return variant switch
        {
            SingleChoiceVariant single => json with { Choices = [.. single.Choices.Select(Option)] },
            MultipleChoiceVariant many => json with { Choices = [.. many.Choices.Select(Option)] },
            TrueFalseVariant => json with { Choices = [new("true", "true"), new("false", "false")] },
            NumericVariant numeric => json with { Unit = numeric.Unit },
            ClozeVariant cloze => json with { Text = cloze.Text.Shown(), Blanks = [.. cloze.Blanks.Select(BlankJson.Of)] },
            OrderingVariant ordering => json with { Items = [.. ordering.Items.Select(item => new OptionJson(item.Key, item.Text.Shown()))] },
            MatchingVariant matching => json with
            {
                Lefts = [.. matching.Lefts.Select(left => new OptionJson(left.Key, left.Text.Shown()))],
                Rights = [.. matching.Rights.Select(right => new OptionJson(right.Key, right.Text.Shown()))],
            },
            AssignmentVariant assignment => json with { Rows = assignment.Items, Owners = assignment.Owners, Each = assignment.Each },
            _ => json,
        };
    }

    private static OptionJson Option(VariantChoice choice) => new(choice.Key, choice.Text.Shown());
}

/// <summary>Something to choose.</summary>
internal sealed record OptionJson(string Key, string Text);

/// <summary>A blank of a cloze.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Type"><c>menu</c>, <c>number</c> or <c>text</c>.</param>
/// <param name="Options">A menu's options.</param>
internal sealed record BlankJson(string Name, string Type, IReadOnlyList<OptionJson>? Options)
{
    public static BlankJson Of(VariantBlank blank) => blank switch
    {
        MenuBlank menu => new(blank.Name, "menu", [.. menu.Options.Select(option => new OptionJson(option.Key, option.Text.Shown()))]),
        NumberBlank => new(blank.Name, "number", null),
        _ => new(blank.Name, "text", null),
    };
}
