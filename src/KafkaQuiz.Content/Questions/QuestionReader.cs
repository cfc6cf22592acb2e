using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Reads one question of a bank.</summary>
internal static class QuestionReader
{
    private delegate Question Make(ItemReader read, YamlNode node, QuestionInfo info);

    // Adding a kind is one line here, one in QuestionKind, and a folder.
    private static readonly Dictionary<string, (MapShape Shape, Make Make)> kinds = new(StringComparer.Ordinal)
    {
        ["single-choice"] = (SingleChoiceQuestion.Shape, SingleChoiceQuestion.Read),
        ["multiple-choice"] = (MultipleChoiceQuestion.Shape, MultipleChoiceQuestion.Read),
        ["true-false"] = (TrueFalseQuestion.Shape, TrueFalseQuestion.Read),
        ["numeric"] = (NumericQuestion.Shape, NumericQuestion.Read),
        ["short-text"] = (ShortTextQuestion.Shape, ShortTextQuestion.Read),
        ["cloze"] = (ClozeQuestion.Shape, ClozeQuestion.Read),
        ["ordering"] = (OrderingQuestion.Shape, OrderingQuestion.Read),
        ["matching"] = (MatchingQuestion.Shape, MatchingQuestion.Read),
        ["command"] = (CommandQuestion.Shape, CommandQuestion.Read),
        ["config"] = (ConfigQuestion.Shape, ConfigQuestion.Read),
        ["assignment"] = (AssignmentQuestion.Shape, AssignmentQuestion.Read),
    };

    /// <summary>The shape of a question, whatever its kind.</summary>
    public static Shape Shape { get; } = new NamedShape("question", () =>
        new KindShape("kind", kinds.ToDictionary(kind => kind.Key, kind => kind.Value.Shape, StringComparer.Ordinal)));

    /// <summary>The question, or null where it has an error (which is then in <paramref name="faults"/>).</summary>
    /// <param name="node">The item of the bank.</param>
    /// <param name="section">The bank's section.</param>
    /// <param name="folder">The chapter's folder below <c>questions</c>, for figures (<c>ch04</c>).</param>
    /// <param name="figureBytes">Bytes of a figure by its path below <c>questions</c>, or null where there is no such file.</param>
    /// <param name="faults">Where faults go.</param>
    public static Question? Read(YamlNode node, string section, string folder, Func<string, byte[]?> figureBytes, FaultList faults)
    {
        int before = faults.Errors;
        Shape.Check(node, faults);
        if (faults.Errors > before)
            return null;
        string? figure = node["figure"] is { } path ? folder + "/" + path.Text : null;
        byte[]? bytes = figure is null ? null : figureBytes(figure);
        if (figure is not null && bytes is null)
        {
            faults.Error(node["figure"]!, "missing-figure", $"그림 파일이 없습니다: '{figure}'", $"There is no figure '{figure}'.");
        }

        string canonical = Canonical(node, section, figure);
        return ReadItem(node, section, canonical, bytes is null ? Content.ContentHash.Of(canonical) : Content.ContentHash.Of(canonical, bytes), figure, faults, isChecked: false);
    }

    /// <summary>Reads a question whose shape was checked, and whose texts were too where <paramref name="isChecked"/>.</summary>
    public static Question? ReadItem(YamlNode node, string section, string canonical, string hash, string? figure, FaultList faults, bool isChecked)
    {
        int before = faults.Errors;
        var draws = DrawsReader.Read(node["given"], node["require"], faults) ?? Draws.None;
        var names = (node["given"]?.Entries ?? []).Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
        var read = new ItemReader(names, draws.Parameters, faults, isChecked);
        if (!Uri.TryCreate(node["source"]!.Text, UriKind.Absolute, out var source))
            faults.Error(node["source"]!, "bad-form", "주소로 읽을 수 없습니다.", "This is no address.");
        var question = kinds[node["kind"]!.Text].Make(read, node, new QuestionInfo
        {
            Id = section + "/" + node["id"]!.Text,
            Section = section,
            Level = ItemReader.Word(node["level"], Level.Recall),
            Points = ItemReader.Number(node["points"], 1),
            Ask = read.Text(node["ask"]!),
            Explain = read.TextOrNull(node["explain"]),
            Figure = figure,
            FigureAlt = read.TextOrNull(node["figure-alt"]),
            Source = source!,
            Draws = draws,
            Canonical = canonical,
            ContentHash = hash,
        });
        return faults.Errors > before ? null : question;
    }

    private static string Canonical(YamlNode node, string section, string? figure)
    {
        var parts = new List<KeyValuePair<YamlScalar, YamlNode>>
        {
            new(Scalar("question"), node),
            new(Scalar("section"), Scalar(section)),
        };
        if (figure is not null)
            parts.Add(new(Scalar("figure"), Scalar(figure)));
        return CanonicalJson.Write(new YamlMap(parts, 0, 0));
    }

    private static YamlScalar Scalar(string text) => new(text, true, 0, 0);
}
