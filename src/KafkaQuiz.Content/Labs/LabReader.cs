using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Lint;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>Reads a lab: <c>lab.yaml</c> and the pages beside it.</summary>
internal static class LabReader
{
    /// <summary>Seeds that a lab is filled in with while it is read, so that a variable that breaks a check is found before a learner finds it.</summary>
    private const int TrialSeeds = 8;

    private static readonly MapShape hint = new(Key.Optional("when", CheckForms.Shape), Key.Required("say", LocalizedShape.Any));

    private static readonly MapShape task = new(
        Key.Required("id", QuestionShapes.Slug),
        Key.Required("points", new NumberShape(0.5m, 20)),
        Key.Required("ask", LocalizedShape.Any),
        Key.Required("check", CheckForms.Shape),
        Key.Optional("hold", new WordShape("^[1-9][0-9]{0,2}s$", new("시간(3s)", "a time (3s)"))),
        Key.Optional("mode", new EnumShape("level", "edge", "always")),
        Key.Optional("since", QuestionShapes.Slug),
        Key.Optional("until", QuestionShapes.Slug),
        Key.Optional("after", new OneOrManyShape(QuestionShapes.Slug, 8)),
        Key.Optional("hints", new ListShape(hint, 1, 12)));

    private static readonly MapShape wrong = new(
        Key.Required("name", QuestionShapes.Slug),
        Key.Required("does", new ListShape(StepForms.Shape, 1, 40)),
        Key.Required("fails", new OneOrManyShape(QuestionShapes.Slug, 12)));

    /// <summary>The shape of <c>lab.yaml</c>.</summary>
    public static MapShape Shape { get; } = new(
        Key.Required("id", QuestionShapes.Slug),
        Key.Required("section", QuestionShapes.Section),
        Key.Required("title", LocalizedShape.Any),
        Key.Required("minutes", NumberShape.Whole(3, 120)),
        Key.Required("cluster", new MapShape(
            Key.Required("brokers", NumberShape.Whole(0, 5)),
            Key.Optional("log-dirs", NumberShape.Whole(1, 4)),
            Key.Optional("machine", TruthShape.Any),
            Key.Optional("servers", new ListShape(TextShape.Any, 1, 5)))),
        Key.Required("proves", new ListShape(LocalizedShape.Any, 1, 4)),
        Key.Optional("vars", DrawsReader.Vars),
        Key.Optional("answers", new ListShape(AnswerForms.Shape, 1, 12)),
        Key.Optional("setup", new ListShape(StepForms.Shape, 1, 40)),
        Key.Required("tasks", new ListShape(task, 1, 12)),
        Key.Required("solution", new ListShape(StepForms.Shape, 1, 40)),
        Key.Required("wrong", new ListShape(wrong, 1, 12)));

    /// <summary>The lab, or null where it has an error.</summary>
    /// <param name="text">The file.</param>
    /// <param name="page">The lab's page; null where a file is missing.</param>
    /// <param name="sections">The sections of the course.</param>
    /// <param name="faults">Where faults go.</param>
    public static LabDefinition? Read(string text, LocalizedText? page, IReadOnlyCollection<string> sections, FaultList faults)
    {
        if (YamlFile.Read(text, faults) is not { } node)
            return null;
        Shape.Check(node, faults);
        if (faults.Errors > 0)
            return null;
        if (page is null)
            faults.Error(node, "missing-page", "page.ko.md나 page.en.md가 없습니다.", "page.ko.md or page.en.md is missing.", new("lab.yaml 옆에 두 파일을 두세요.", "Put both beside lab.yaml."));
        if (!sections.Contains(node["section"]!.Text))
            faults.Error(node["section"]!, "unknown-section", $"course.yaml에 {node["section"]!.Text} 절이 없습니다.", $"course.yaml has no section {node["section"]!.Text}.");
        var draws = DrawsReader.Read(node["vars"], null, faults) ?? Draws.None;
        CheckTexts(node, draws, page, faults);
        CheckTasks(node, faults);
        if (faults.Errors > 0)
            return null;
        var lab = Make(node, draws, page!, ContentHash(node, page!));
        for (ulong seed = 0; seed < TrialSeeds && faults.Errors == 0; seed++)
            lab.TryFor(seed, faults);
        return faults.Errors > 0 ? null : lab;
    }

    /// <summary>Reads a lab back from its canonical form, as kept with an evaluation.</summary>
    public static LabDefinition ReadArchived(string canonical, LocalizedText page)
    {
        var node = CanonicalJson.Read(canonical);
        var draws = DrawsReader.Read(node["vars"], null, new FaultList("archive")) ?? Draws.None;
        return Make(node, draws, page, ContentHash(node, page));
    }

    private static string ContentHash(YamlNode node, LocalizedText page) =>
        Content.ContentHash.Of(CanonicalJson.Write(node), System.Text.Encoding.UTF8.GetBytes(page.Ko), System.Text.Encoding.UTF8.GetBytes(page.En));

    private static AuthoredLab Make(YamlNode node, Draws draws, LocalizedText page, string hash) => new(node, draws, page)
    {
        Id = node["id"]!.Text,
        Section = node["section"]!.Text,
        Title = Text(node["title"]!),
        Minutes = (int)ItemReader.Number(node["minutes"], 0),
        Cluster = new(
            (int)ItemReader.Number(node["cluster"]!["brokers"], 1), (int)ItemReader.Number(node["cluster"]!["log-dirs"], 1), LabShapes.Truth(node["cluster"]!["machine"])),
        // A lab that was kept before labs said what they prove has none.
        Proves = [.. (node["proves"]?.Items ?? []).Select(Text)],
        Tasks = [.. node["tasks"]!.Items.Select(item => new LabTaskOutline(item["id"]!.Text, ItemReader.Number(item["points"], 1)))],
        Canonical = CanonicalJson.Write(node),
        ContentHash = hash,
    };

    /// <summary>A text of a lab whose variables are filled in.</summary>
    public static LocalizedText Text(YamlNode node) =>
        node is YamlScalar ? LocalizedText.Same(node.Text.TrimEnd('\n')) : new(node["ko"]!.Text.TrimEnd('\n'), node["en"]!.Text.TrimEnd('\n'));

    private static void CheckTexts(YamlNode node, Draws draws, LocalizedText? page, FaultList faults)
    {
        var names = draws.Parameters.Select(parameter => parameter.Name).Append("i").ToHashSet(StringComparer.Ordinal);
        foreach (var text in Localized(node))
            TextLint.Check(text, Text(text), faults);
        foreach (var scalar in Scalars(node))
            ExpressionReader.CheckMarks(scalar, scalar.Text, names, faults);
        if (page is null)
            return;
        ExpressionReader.CheckMarks(node, page.Ko, names, faults);
        ExpressionReader.CheckMarks(node, page.En, names, faults);
    }

    private static IEnumerable<YamlNode> Localized(YamlNode node) =>
    [
        node["title"]!,
        .. node["proves"]!.Items,
        .. node["tasks"]!.Items.Concat(node["answers"]?.Items ?? []).Select(item => item["ask"]!),
        .. (node["answers"]?.Items ?? []).SelectMany(item => item["choices"]?.Items ?? []).Select(choice => choice["text"]).OfType<YamlNode>(),
        .. node["tasks"]!.Items.SelectMany(item => item["hints"]?.Items ?? []).Select(item => item["say"]!),
    ];

    private static IEnumerable<YamlScalar> Scalars(YamlNode node) => node is YamlScalar scalar
        ? [scalar]
        : node.Items.SelectMany(Scalars).Concat(node.Entries.SelectMany(entry => Scalars(entry.Value)));

    private static void CheckTasks(YamlNode node, FaultList faults)
    {
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in (node["answers"]?.Items ?? []).Where(item => !answers.Add(item["id"]!.Text)))
            faults.Error(item["id"]!, "duplicate-id", $"'{item["id"]!.Text}' 답이 이미 있습니다.", $"There is already an answer '{item["id"]!.Text}'.");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in node["tasks"]!.Items)
        {
            foreach (var after in Words(item["after"]).Where(word => !ids.Contains(word.Text)))
                faults.Error(after, "unknown-task", $"'{after.Text}' 과제가 이 과제보다 앞에 없습니다.", $"No task '{after.Text}' comes before this one.", DidYouMean.Fix(after.Text, ids));
            if (!ids.Add(item["id"]!.Text))
                faults.Error(item["id"]!, "duplicate-id", $"'{item["id"]!.Text}' 과제가 이미 있습니다.", $"There is already a task '{item["id"]!.Text}'.");
        }

        foreach (var fails in node["wrong"]!.Items.SelectMany(item => Words(item["fails"])).Where(word => !ids.Contains(word.Text)))
            faults.Error(fails, "unknown-task", $"'{fails.Text}' 과제가 없습니다.", $"There is no task '{fails.Text}'.", DidYouMean.Fix(fails.Text, ids));
        if (node["wrong"]!.Items.Count < 3)
            faults.Warning(node["wrong"]!, "few-wrong-attempts", "잘못된 시도는 3개 이상이어야 합니다.", "There should be at least three wrong attempts.");
    }

    private static IEnumerable<YamlNode> Words(YamlNode? node) => node is null ? [] : node is YamlScalar ? [node] : node.Items;
}
