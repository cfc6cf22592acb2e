using System.Text.RegularExpressions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A text with blanks.</summary>
/// <param name="Info">What every kind has.</param>
/// <param name="Text">Markdown template in which <c>[[name]]</c> marks each blank.</param>
/// <param name="Blanks">In the order of the Korean text.</param>
/// <param name="Scoring">How a partly right answer counts.</param>
/// <param name="Examples">Right and wrong answers, replayed by the tests.</param>
public sealed partial record ClozeQuestion(
    QuestionInfo Info,
    LocalizedText Text,
    IReadOnlyList<BlankTemplate> Blanks,
    ClozeScoring Scoring,
    IReadOnlyList<Example> Examples) : Question(Info)
{
    private const string NamePattern = "^[a-z][a-z0-9-]*$";

    private static Shape ExampleShape { get; } = new ListShape(new DictionaryShape(NamePattern, new("빈칸 이름", "a blank's name"),
        AnyOfShape.ScalarOr(TextShape.Any, QuestionShapes.GivenValues)), 1, 40);

    internal static MapShape Shape { get; } = QuestionShapes.Common("cloze",
        Key.Required("text", LocalizedShape.Any),
        Key.Required("blanks", new DictionaryShape(NamePattern, new("빈칸 이름", "a blank's name"), BlankTemplate.Shape, 1, 8)),
        Key.Optional("scoring", new EnumShape("per-blank", "all-or-nothing")),
        Key.Required("accept", ExampleShape),
        Key.Required("reject", ExampleShape));

    public override QuestionKind Kind => QuestionKind.Cloze;

    public override IReadOnlyList<Example> Examples { get; } = Examples;

    internal static Question Read(ItemReader read, YamlNode node, QuestionInfo info)
    {
        var text = read.Text(node["text"]!);
        var blanks = node["blanks"]!.Entries.ToDictionary(entry => entry.Key.Text, entry => BlankTemplate.Read(read, entry.Key.Text, entry.Value), StringComparer.Ordinal);
        var order = Marks(text.Ko);
        foreach (var language in Enum.GetValues<Language>())
            CheckMarks(read.Faults, node["text"]!, language, Marks(text.In(language)), [.. blanks.Keys]);
        if (blanks.ContainsKey("given"))
            read.Faults.Error(node["blanks"]!, "reserved-name", "'given'은 빈칸 이름으로 쓸 수 없습니다.", "'given' cannot name a blank.");
        return new ClozeQuestion(
            info,
            text,
            [.. order.Where(blanks.ContainsKey).Distinct().Select(name => blanks[name])],
            ItemReader.Word(node["scoring"], ClozeScoring.PerBlank),
            read.Examples(node, example => Fields(read.Faults, example, blanks)));
    }

    private protected override QuestionVariant Make(Drawn drawn) =>
        new ClozeVariant(drawn.Head(), drawn.Fill(Text), [.. Blanks.Select(blank => blank.Make(drawn))], Scoring);

    private static List<string> Marks(string text) => [.. Mark().Matches(text).Select(match => match.Groups[1].Value)];

    private static void CheckMarks(FaultList faults, YamlNode node, Language language, List<string> marks, IReadOnlyList<string> blanks)
    {
        var at = node is YamlMap ? node[language == Language.Ko ? "ko" : "en"]! : node;
        foreach (string mark in marks.Where(mark => !blanks.Contains(mark)).Distinct())
            faults.Error(at, "unknown-blank", $"`blanks`에 없는 빈칸입니다: [[{mark}]]", $"The blank [[{mark}]] is not under `blanks`.", DidYouMean.Fix(mark, blanks));
        foreach (string blank in blanks.Where(blank => !marks.Contains(blank)))
            faults.Error(at, "missing-blank", $"이 언어의 글에 빈칸이 없습니다: [[{blank}]]", $"The blank [[{blank}]] is not in the text of this language.");
        foreach (string twice in marks.GroupBy(mark => mark).Where(group => group.Count() > 1).Select(group => group.Key))
            faults.Error(at, "repeated-blank", $"빈칸이 두 번 나옵니다: [[{twice}]]", $"The blank [[{twice}]] is there twice.");
    }

    private static Dictionary<string, string> Fields(FaultList faults, YamlNode example, Dictionary<string, BlankTemplate> blanks)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in example.Entries.Where(entry => entry.Key.Text != "given"))
        {
            if (!blanks.TryGetValue(key.Text, out var blank))
                faults.Error(key, "unknown-blank", $"'{key.Text}' 빈칸이 없습니다.", $"There is no blank '{key.Text}'.", DidYouMean.Fix(key.Text, blanks.Keys));
            else
                fields["blank." + blank.Name] = value.Text;
        }

        foreach (string missing in blanks.Keys.Where(name => example[name] is null))
            faults.Error(example, "missing-blank", $"예시에 빈칸 '{missing}'의 값이 없습니다.", $"The example does not fill the blank '{missing}'.");
        return fields;
    }

    [GeneratedRegex(@"\[\[([^\[\]]+)\]\]")]
    private static partial Regex Mark();
}
