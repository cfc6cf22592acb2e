using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>How a lab's <c>answers</c> are written.</summary>
internal static class AnswerForms
{
    // A plain choice is the same in both languages and is its own value.
    private static readonly AnyOfShape choice = AnyOfShape.ScalarOr(
        TextShape.Any, new MapShape(Key.Required("value", TextShape.Any), Key.Required("text", LocalizedShape.Any)));

    private static readonly Key[] common = [Key.Required("id", QuestionShapes.Slug), Key.Required("kind", new EnumShape("text", "number", "choice")), Key.Required("ask", LocalizedShape.Any)];

    /// <summary>The shape of one answer.</summary>
    public static Shape Shape { get; } = new NamedShape("answer", () => new KindShape("kind", new Dictionary<string, MapShape>
    {
        ["text"] = new([.. common]),
        ["number"] = new([.. common, Key.Optional("unit", TextShape.Any)]),
        ["choice"] = new([.. common, Key.Required("choices", new ListShape(choice, 2, 12))]),
    }, "answer-"));

    /// <summary>Reads an answer whose shape was checked and whose variables are filled in.</summary>
    public static LabAnswer Read(YamlNode node) => new(
        node["id"]!.Text,
        ItemReader.Word(node["kind"], AnswerKind.Text),
        LabReader.Text(node["ask"]!),
        node["unit"]?.Text,
        [.. (node["choices"]?.Items ?? []).Select(item => item is YamlScalar
            ? new AnswerChoice(item.Text, LocalizedText.Same(item.Text))
            : new AnswerChoice(item["value"]!.Text, LabReader.Text(item["text"]!)))]);
}
