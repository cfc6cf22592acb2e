using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A number, with or without its unit.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Answer">Computes the right number, in <paramref name="Unit"/>.</param>
/// <param name="Tolerance">How far off still counts. Default exact.</param>
/// <param name="Unit">The unit asked for, or null.</param>
/// <param name="Units">Spellings of units by their factor to the answer's unit; holds <paramref name="Unit"/> with 1.</param>
/// <param name="Mistakes">Recognised wrong answers.</param>
/// <param name="Examples">Right and wrong answers, replayed by the tests.</param>
public sealed record NumericQuestion(
    QuestionInfo Info,
    Expression Answer,
    Tolerance Tolerance,
    string? Unit,
    IReadOnlyDictionary<string, decimal> Units,
    IReadOnlyList<NumericMistakeTemplate> Mistakes,
    IReadOnlyList<Example> Examples) : Question(Info)
{
    private static readonly MapShape mistake = new(
        Key.Required("when", TextShape.Any), Key.Optional("credit", QuestionShapes.Credit), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = QuestionShapes.Common("numeric",
        Key.Required("answer", TextShape.Any),
        Key.Optional("unit", TextShape.Any),
        Key.Optional("units", new DictionaryShape("^[^0-9., ]", new("단위", "a unit"), new NumberShape(0.000000000001m, 1e15m), 1, 12)),
        Key.Optional("tolerance", QuestionShapes.Tolerance),
        Key.Optional("mistakes", new ListShape(mistake, 1, 8)),
        Key.Required("accept", QuestionShapes.Examples),
        Key.Required("reject", QuestionShapes.Examples));

    public override QuestionKind Kind => QuestionKind.Numeric;

    public override IReadOnlyList<Example> Examples { get; } = Examples;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        string? unit = node["unit"]?.Text;
        var units = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (name, factor) in node["units"]?.Entries ?? [])
            units[name.Text] = ItemReader.Number(factor, 1);
        if (units.Count > 0 && unit is null)
            read.Faults.Error(node["units"]!, "together", "`units`는 `unit`과 함께 써야 합니다.", "`units` needs `unit`.");
        if (unit is not null && !units.TryAdd(unit, 1) && units[unit] != 1)
            read.Faults.Error(node["units"]!, "out-of-range", $"정답 단위 '{unit}'의 배수는 1이어야 합니다.", $"The factor of the answer's unit '{unit}' must be 1.");
        return new NumericQuestion(
            info,
            read.Expression(node["answer"]!),
            ItemReader.Tolerance(node["tolerance"]),
            unit,
            units,
            [.. (node["mistakes"]?.Items ?? []).Select(item =>
                new NumericMistakeTemplate(read.Expression(item["when"]!), ItemReader.Number(item["credit"], 0), read.Text(item["why"]!)))],
            read.Examples(node));
    }

    private protected override QuestionVariant Make(Drawn drawn)
    {
        decimal answer = drawn.Number(Answer);
        return new NumericVariant(
            drawn.Head(),
            answer,
            Tolerance,
            Unit,
            Units,
            [.. Mistakes.Select(mistake => new NumericMistake(drawn.Number(mistake.When), mistake.Credit, drawn.Fill(mistake.Why)))
                .Where(mistake => !Tolerance.Allows(answer, mistake.Value))]);
    }
}

/// <summary>A wrong number that is recognised, as it is authored.</summary>
/// <param name="When">Computes the wrong number.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What was forgotten.</param>
public sealed record NumericMistakeTemplate(Expression When, decimal Credit, LocalizedText Why);
