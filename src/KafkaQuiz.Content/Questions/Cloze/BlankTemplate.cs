using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A blank of a cloze as it is authored.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Why">Markdown template.</param>
public abstract record BlankTemplate(string Name, LocalizedText Why)
{
    private static readonly MapShape menu = new(
        Key.Required("choices", new ListShape(LocalizedShape.Any, 2, 8)), Key.Required("answer", LocalizedShape.Any), Key.Required("why", QuestionShapes.Why));

    private static readonly MapShape number = new(
        Key.Required("answer", TextShape.Any), Key.Optional("tolerance", QuestionShapes.Tolerance), Key.Required("why", QuestionShapes.Why));

    private static readonly MapShape text = new(
        Key.Required("answers", QuestionShapes.Texts),
        Key.Optional("pattern", TextShape.Any),
        Key.Optional("case", QuestionShapes.Case),
        Key.Required("why", QuestionShapes.Why));

    internal static Shape Shape { get; } = new AnyOfShape(node => node["choices"] is not null ? 0 : node["answers"] is not null ? 2 : 1, menu, number, text);

    internal static BlankTemplate Read(ItemReader read, string name, YamlNode node)
    {
        var why = read.Text(node["why"]!);
        if (node["answers"] is not null)
            return new TextBlankTemplate(name, read.Match(node, "answers"), why);
        if (node["choices"] is not { } choices)
            return new NumberBlankTemplate(name, read.Expression(node["answer"]!), ItemReader.Tolerance(node["tolerance"]), why);
        var options = choices.Items.Select(read.Text).ToList();
        var answer = read.Text(node["answer"]!);
        int right = options.FindIndex(option => option == answer || (answer.IsSame && (option.Ko == answer.Ko || option.En == answer.Ko)));
        if (right < 0)
        {
            read.Faults.Error(node["answer"]!, "menu-answer", $"정답이 `choices`에 없습니다: '{answer.Ko}'", $"'{answer.En}' is not among `choices`.", DidYouMean.Fix(answer.Ko, options.Select(option => option.Ko)));
        }

        return new MenuBlankTemplate(name, options, Math.Max(right, 0), why);
    }

    internal abstract VariantBlank Make(Drawn drawn);
}

/// <summary>A blank with a menu; <paramref name="Right"/> is the place of the right option, 0 for the first.</summary>
public sealed record MenuBlankTemplate(string Name, IReadOnlyList<LocalizedText> Options, int Right, LocalizedText Why) : BlankTemplate(Name, Why)
{
    internal override VariantBlank Make(Drawn drawn)
    {
        var shown = drawn.Shuffle(Options.Select((option, at) => (Text: option, Correct: at == Right)), "menu:" + Name);
        return new MenuBlank(Name, [.. shown.Select(option => new MenuOption(drawn.Key(), drawn.Fill(option.Text), option.Correct))], drawn.Fill(Why));
    }
}

/// <summary>A blank that takes a number.</summary>
public sealed record NumberBlankTemplate(string Name, Expression Answer, Tolerance Tolerance, LocalizedText Why) : BlankTemplate(Name, Why)
{
    internal override VariantBlank Make(Drawn drawn) => new NumberBlank(Name, drawn.Number(Answer), Tolerance, drawn.Fill(Why));
}

/// <summary>A blank that takes a text.</summary>
public sealed record TextBlankTemplate(string Name, TextMatch Matches, LocalizedText Why) : BlankTemplate(Name, Why)
{
    internal override VariantBlank Make(Drawn drawn) => new TextBlank(Name, drawn.Raw(Matches), drawn.Fill(Why));
}
