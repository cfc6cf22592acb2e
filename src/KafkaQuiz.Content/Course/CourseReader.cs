using System.Globalization;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content;

/// <summary>Reads <c>questions/course.yaml</c>.</summary>
internal static class CourseReader
{
    private static readonly NumberShape share = new(0, 1);

    private static readonly MapShape section = new(
        Key.Required("id", QuestionShapes.Section),
        Key.Required("title", LocalizedShape.Any),
        Key.Required("anchor", TextShape.Any));

    private static readonly MapShape chapter = new(
        Key.Required("number", NumberShape.Whole(1, 99)),
        Key.Required("title", LocalizedShape.Any),
        Key.Required("page", TextShape.Any),
        Key.Required("sections", new ListShape(section, 1, 40)));

    private static readonly MapShape completion = new(
        Key.Optional("section-mastery", share),
        Key.Optional("chapter-pass", share),
        Key.Optional("chapter-quiz", NumberShape.Whole(5, 100)),
        Key.Optional("course-pass", share),
        Key.Optional("labs", new ListShape(QuestionShapes.Slug, 1, 100)));

    /// <summary>The shape of the file.</summary>
    public static MapShape Shape { get; } = new(
        Key.Required("title", LocalizedShape.Any),
        Key.Optional("completion", completion),
        Key.Required("chapters", new ListShape(chapter, 1, 40)));

    /// <summary>The course, or null where the file has an error.</summary>
    public static Course? Read(string text, FaultList faults)
    {
        if (YamlFile.Read(text, faults) is not { } node)
            return null;
        Shape.Check(node, faults);
        if (faults.Errors > 0)
            return null;
        CheckNumbers(node, faults);
        if (faults.Errors > 0)
            return null;
        var rule = node["completion"];
        return new(
            Text(node["title"]!),
            new(
                ItemReader.Number(rule?["section-mastery"], 0.7m),
                ItemReader.Number(rule?["chapter-pass"], 0.7m),
                (int)ItemReader.Number(rule?["chapter-quiz"], 20),
                ItemReader.Number(rule?["course-pass"], 1),
                [.. (rule?["labs"]?.Items ?? []).Select(lab => lab.Text).Distinct(StringComparer.Ordinal)]),
            [.. node["chapters"]!.Items.Select(item => new Chapter(
                (int)ItemReader.Number(item["number"], 0),
                Text(item["title"]!),
                item["page"]!.Text,
                [.. item["sections"]!.Items.Select(part => new Section(part["id"]!.Text, Text(part["title"]!), part["anchor"]!.Text))]))]);
    }

    private static LocalizedText Text(YamlNode node) => node is YamlScalar ? LocalizedText.Same(node.Text) : new(node["ko"]!.Text, node["en"]!.Text);

    private static void CheckNumbers(YamlNode node, FaultList faults)
    {
        int number = 0;
        foreach (var item in node["chapters"]!.Items)
        {
            number++;
            if (ItemReader.Number(item["number"], 0) != number)
                faults.Error(item["number"]!, "wrong-order", $"{number}장이 올 자리입니다.", $"Chapter {number} belongs here.");
            int place = 0;
            foreach (var part in item["sections"]!.Items)
            {
                string expected = string.Create(CultureInfo.InvariantCulture, $"{number}.{++place}");
                if (part["id"]!.Text != expected)
                    faults.Error(part["id"]!, "wrong-order", $"{expected} 절이 올 자리입니다.", $"Section {expected} belongs here.");
            }
        }
    }
}
