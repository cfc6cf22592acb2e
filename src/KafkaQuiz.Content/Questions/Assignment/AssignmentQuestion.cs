using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Owners for partitions, or brokers for replicas.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Of">What is assigned.</param>
/// <param name="Items">Rows; templates.</param>
/// <param name="Owners">What may stand in a row.</param>
/// <param name="Each">How many owners a row takes.</param>
/// <param name="Rule"><c>range</c>, <c>round-robin</c>, <c>balanced</c>, or null where the answer is written out.</param>
/// <param name="Answer">Owners by row, where the answer is written out.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
/// <param name="Why">Why the answer is right.</param>
/// <param name="Mistakes">Recognised wrong answers.</param>
public sealed record AssignmentQuestion(
    QuestionInfo Info,
    AssignmentOf Of,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Owners,
    int Each,
    string? Rule,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Answer,
    AssignmentScoring Scoring,
    LocalizedText Why,
    IReadOnlyList<AssignmentMistake> Mistakes) : Question(Info)
{
    private static readonly DictionaryShape rows = new(@"\S", new("행 이름", "a row's name"), new OneOrManyShape(TextShape.Any, 9), 1, 24);

    private static readonly MapShape mistake = new(
        Key.Required("when", rows), Key.Optional("credit", QuestionShapes.Credit), Key.Required("why", QuestionShapes.Why));

    internal static MapShape Shape { get; } = new MapShape { ExactlyOne = ["rule", "answer"], Together = ["figure", "figure-alt"] }.And(
    [
        .. QuestionShapes.Common("assignment").Keys,
        Key.Required("of", new EnumShape("partitions", "replicas")),
        Key.Required("items", new ListShape(TextShape.Any, 2, 24)),
        Key.Required("owners", new ListShape(TextShape.Any, 2, 9)),
        Key.Optional("each", NumberShape.Whole(1, 9)),
        Key.Optional("rule", new EnumShape("range", "round-robin", "balanced")),
        Key.Optional("answer", rows),
        Key.Optional("scoring", new EnumShape("all-or-nothing", "per-cell")),
        Key.Required("why", QuestionShapes.Why),
        Key.Optional("mistakes", new ListShape(mistake, 1, 8)),
    ]);

    public override QuestionKind Kind => QuestionKind.Assignment;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        var of = ItemReader.Word(node["of"], AssignmentOf.Partitions);
        var items = read.Raws(node["items"]);
        var owners = read.Raws(node["owners"]);
        var answer = node["answer"] is { } written ? Rows(read, written, items, owners) : null;
        int each = (int)ItemReader.Number(node["each"], answer is null || of == AssignmentOf.Partitions ? 1 : answer.Values.Max(row => row.Count));
        var question = new AssignmentQuestion(
            info, of, items, owners, each, node["rule"]?.Text, answer,
            ItemReader.Word(node["scoring"], AssignmentScoring.AllOrNothing),
            read.Text(node["why"]!),
            [.. (node["mistakes"]?.Items ?? []).Select(item =>
                new AssignmentMistake(Rows(read, item["when"]!, items, owners), ItemReader.Number(item["credit"], 0), read.Text(item["why"]!)))]);
        question.Check(read.Faults, node);
        return question;
    }

    private protected override QuestionVariant Make(Drawn drawn)
    {
        var items = drawn.Raw(Items);
        var right = Answer is not null
            ? Answer.ToDictionary(row => drawn.Raw(row.Key), row => row.Value, StringComparer.Ordinal)
            : Rule switch
            {
                "range" => Assignor.Range(items, Owners),
                "round-robin" => Assignor.RoundRobin(items, Owners),
                _ => Assignor.Balanced(items, Owners, Each),
            };
        return new AssignmentVariant(
            drawn.Head(), Of, items, Owners, Each, Rule == "balanced" ? AssignmentRule.Balanced : AssignmentRule.Exact, right, Scoring, drawn.Fill(Why),
            [.. Mistakes.Select(mistake => mistake with { When = mistake.When.ToDictionary(row => drawn.Raw(row.Key), row => row.Value, StringComparer.Ordinal), Why = drawn.Fill(mistake.Why) })]);
    }

    private static Dictionary<string, IReadOnlyList<string>> Rows(ItemReader read, YamlNode node, IReadOnlyList<string> items, IReadOnlyList<string> owners)
    {
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (key, value) in node.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
        {
            if (!items.Contains(key.Text))
                read.Faults.Error(key, "unknown-item", $"`items`에 없는 행입니다: '{key.Text}'", $"'{key.Text}' is not among `items`.", DidYouMean.Fix(key.Text, items));
            rows[key.Text] = read.Raws(value);
            foreach (string owner in rows[key.Text].Where(owner => !owners.Contains(owner)))
                read.Faults.Error(value, "unknown-owner", $"`owners`에 없는 값입니다: '{owner}'", $"'{owner}' is not among `owners`.", DidYouMean.Fix(owner, owners));
        }

        return rows;
    }

    private void Check(FaultList faults, YamlNode node)
    {
        if (Items.Distinct().Count() < Items.Count || Owners.Distinct().Count() < Owners.Count)
            faults.Error(node["items"]!, "repeated-item", "`items`와 `owners`에 같은 값이 두 번 있으면 안 됩니다.", "`items` and `owners` must not repeat.");
        if (Of == AssignmentOf.Partitions && Each != 1)
            faults.Error(node["each"] ?? node, "out-of-range", "파티션은 컨슈머 하나만 소유합니다(each: 1).", "A partition has one owner (each: 1).");
        if (Each > Owners.Count)
            faults.Error(node["each"] ?? node["owners"]!, "out-of-range", "복제본 수가 브로커 수보다 많습니다.", "There are more replicas than brokers.");
        if (Of == AssignmentOf.Replicas && Rule is "range" or "round-robin")
            faults.Error(node["rule"]!, "unknown-value", "복제본에는 `balanced`나 `answer`를 쓰세요.", "For replicas use `balanced` or `answer`.");
        if (Rule == "balanced" && Scoring == AssignmentScoring.PerCell)
            faults.Error(node["scoring"]!, "unknown-value", "`balanced`에는 정답이 여럿이라 행마다 채점할 수 없습니다.", "`balanced` has many right answers: rows cannot be scored one by one.");
        foreach (string missing in Answer is null ? [] : Items.Where(item => !Answer.TryGetValue(item, out var row) || row.Count != Each || row.Distinct().Count() != Each))
            faults.Error(node["answer"]!, "missing-item", $"`answer`의 '{missing}'에는 서로 다른 소유자 {Each}개가 있어야 합니다.", $"`answer` must give '{missing}' {Each} different owners.");
    }
}
