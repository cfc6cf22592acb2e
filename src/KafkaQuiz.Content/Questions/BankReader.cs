using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Reads a bank: the questions of one section.</summary>
internal static class BankReader
{
    /// <summary>The shape of a bank's file.</summary>
    public static MapShape Shape { get; } = new(
        Key.Required("section", QuestionShapes.Section),
        Key.Required("questions", new ListShape(QuestionReader.Shape, 1, 200)));

    /// <summary>The questions without an error; the faults of the others are in <paramref name="faults"/>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="folder">The chapter's folder below <c>questions</c> (<c>ch04</c>).</param>
    /// <param name="sections">The sections of the course.</param>
    /// <param name="figureBytes">Bytes of a figure by its path below <c>questions</c>, or null.</param>
    /// <param name="faults">Where faults go.</param>
    public static IReadOnlyList<ReadQuestion> Read(string text, string folder, IReadOnlyCollection<string> sections, Func<string, byte[]?> figureBytes, FaultList faults)
    {
        if (YamlFile.Read(text, faults) is not { } node)
            return [];
        CheckTop(node, faults);
        if (node["section"] is not YamlScalar { Type: ScalarType.Text } section || node["questions"] is not YamlList list)
            return [];
        if (!sections.Contains(section.Text))
        {
            faults.Error(section, "unknown-section", $"course.yaml에 {section.Text} 절이 없습니다.", $"course.yaml has no section {section.Text}.", DidYouMean.Fix(section.Text, sections.Where(id => id[0] == section.Text[0])));
            return [];
        }

        if (!Path.GetFileName(faults.File).StartsWith(section.Text + "-", StringComparison.Ordinal))
            faults.Warning(section, "wrong-file", $"파일 이름은 '{section.Text}-'로 시작해야 합니다.", $"The file's name should start with '{section.Text}-'.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<ReadQuestion>();
        foreach (var item in list.Items)
        {
            if (item["id"] is { } id && !ids.Add(id.Text))
            {
                faults.Error(id, "duplicate-id", $"이 절에 이미 있는 id입니다: '{id.Text}'", $"The id '{id.Text}' is already in this section.", new("다른 id를 쓰세요.", "Choose another id."));
                QuestionReader.Read(item, section.Text, folder, figureBytes, faults);
            }
            else if (QuestionReader.Read(item, section.Text, folder, figureBytes, faults) is { } question)
            {
                read.Add(new(question, item));
            }
        }

        return read;
    }

    // The questions are checked one by one below, so that one fault does not hide the others.
    private static void CheckTop(YamlNode node, FaultList faults) =>
        new MapShape([.. Shape.Keys.Select(key => key.Name == "questions" ? key with { Shape = AnyList.Instance } : key)]).Check(node, faults);

    private sealed class AnyList : Shape
    {
        public static AnyList Instance { get; } = new();

        public override LocalizedText Called => new("문제 목록", "a list of questions");

        public override void Check(YamlNode node, FaultList faults)
        {
            if (node is not YamlList)
                Wrong(node, faults);
            else if (node.Items.Count is 0 or > 200)
                faults.Error(node, "wrong-count", "문제는 1–200개여야 합니다.", "There must be 1 to 200 questions.");
        }

        public override System.Text.Json.Nodes.JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "array" };
    }
}

/// <summary>A question and the node that it was read from, for faults that are found later.</summary>
internal sealed record ReadQuestion(Question Question, YamlNode Node);
