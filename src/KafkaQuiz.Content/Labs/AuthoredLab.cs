using System.Globalization;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>A lab that keeps its file as read and reads it again for each learner, once the variables are filled in everywhere.</summary>
internal sealed record AuthoredLab(YamlNode Node, Draws Draws, LocalizedText Page) : LabDefinition
{
    private static readonly IReadOnlyDictionary<string, Value> recordNumber = new Dictionary<string, Value> { ["i"] = new Value.Text("{i}") };

    public override LocalizedText PageTemplate => Page;

    public override Lab For(ulong seed)
    {
        var faults = new FaultList(Id);
        return TryFor(seed, faults) ?? throw new InvalidOperationException($"Lab {Id} breaks under seed {seed}: {faults.All[0].In(Language.En)}");
    }

    /// <summary>The lab of a seed, or null with faults where a variable breaks it.</summary>
    public Lab? TryFor(ulong seed, FaultList faults)
    {
        try
        {
            var drawn = Draws.Draw(seed, Id);
            var values = drawn.Concat(recordNumber).ToDictionary(StringComparer.Ordinal);
            var node = Fill(Node, values, top: true);
            LabReader.Shape.Check(node, faults);
            if (faults.Errors > 0) return null;
            var lab = Read(node, seed, drawn, values);
            TaskRules.Check(lab, node, faults);
            return faults.Errors > 0 ? null : lab;
        }
        catch (ExpressionException fault)
        {
            faults.Add(FaultSeverity.Error, Node.Line, Node.Column, "draw-fails", fault.Problem);
            return null;
        }
    }

    private Lab Read(YamlNode node, ulong seed, IReadOnlyDictionary<string, Value> drawn, Dictionary<string, Value> values) => new(
        this,
        seed,
        drawn.ToDictionary(value => value.Key, value => value.Value.ToString(), StringComparer.Ordinal),
        Page.Select(side => Template.Fill(side, values, raw: true)),
        Steps(node["setup"]),
        [.. node["tasks"]!.Items.Select(Task)],
        Steps(node["solution"]),
        [.. node["wrong"]!.Items.Select(item => new WrongAttempt(item["name"]!.Text, Steps(item["does"]), LabShapes.Words(item["fails"])))])
    {
        Servers = LabShapes.Words(node["cluster"]!["servers"]),
        Answers = [.. (node["answers"]?.Items ?? []).Select(AnswerForms.Read)],
    };

    private static LabTask Task(YamlNode node) => new(
        node["id"]!.Text,
        ItemReader.Number(node["points"], 1),
        LabReader.Text(node["ask"]!),
        CheckForms.Read(node["check"]!),
        node["hold"] is { Text: [.. var seconds, 's'] } ? TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)) : TimeSpan.Zero,
        ItemReader.Word(node["mode"], TaskMode.Level),
        LabShapes.Words(node["after"]),
        [.. (node["hints"]?.Items ?? []).Select(item => new LabHint(item["when"] is { } when ? CheckForms.Read(when) : null, LabReader.Text(item["say"]!)))])
    {
        Since = node["since"]?.Text,
        Until = node["until"]?.Text,
    };

    private static IReadOnlyList<LabStep> Steps(YamlNode? node) => [.. (node?.Items ?? []).Select(StepForms.Read)];

    // A scalar with a mark becomes what it stands for once filled in: "{poison}" a number, "{topic}" a text.
    private static YamlNode Fill(YamlNode node, IReadOnlyDictionary<string, Value> values, bool top = false) => node switch
    {
        YamlScalar scalar when !scalar.Text.Contains('{', StringComparison.Ordinal) => scalar,
        YamlScalar scalar => new YamlScalar(Template.Fill(scalar.Text, values, raw: true), false, scalar.Line, scalar.Column),
        YamlList list => new YamlList([.. list.Items.Select(item => Fill(item, values))], list.Line, list.Column),
        _ => new YamlMap(
            [.. node.Entries.Select(entry => KeyValuePair.Create(entry.Key, top && entry.Key.Text == "vars" ? entry.Value : Fill(entry.Value, values)))],
            node.Line, node.Column),
    };
}
