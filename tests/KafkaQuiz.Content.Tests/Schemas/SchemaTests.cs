using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Tests.Schemas;

/// <summary>The published schemas against the parser, judged by a validator that shares no code with either.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement bank = Schema("questions/schemas/bank.schema.json");
    private static readonly JsonElement lab = Schema("labs/schemas/lab.schema.json");
    private static readonly JsonElement course = Schema("questions/schemas/course.schema.json");

    public static TheoryData<string> Kinds => Samples.Kinds;

    public static TheoryData<string> Paths => new(ContentSchemas.All.Keys);

    public static TheoryData<string> Banks => new(ContentLoader.BankFiles(Repository.Root).Select(file => Path.GetRelativePath(Repository.Root, file)));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Published_schemas_are_those_of_the_parser(string path) =>
        Assert.True(ContentSchemas.All[path] == File.ReadAllText(Path.Combine(Repository.Root, path)), $"{path} is stale: run ./kafkaquiz content schema");

    [Theory]
    [MemberData(nameof(Banks))]
    public void The_schema_accepts_every_bank(string path) => Assert.Empty(MiniSchema.Check(bank, Json(File.ReadAllText(Path.Combine(Repository.Root, path)))));

    [Fact]
    public void The_schema_accepts_every_lab()
    {
        foreach (string file in ContentLoader.LabFiles(Repository.Root))
            Assert.Empty(MiniSchema.Check(lab, Json(File.ReadAllText(file))).Select(fault => file + " " + fault));
    }

    [Fact]
    public void The_schema_accepts_the_course() =>
        Assert.Empty(MiniSchema.Check(course, Json(File.ReadAllText(Path.Combine(Repository.Root, "questions/course.yaml")))));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_and_parser_accept_the_same_sample(string kind)
    {
        Assert.Empty(MiniSchema.Check(bank, Json(Bank(Samples.All[kind]))));
        Assert.Empty(Repository.Bank(Samples.All[kind]).Faults.Select(fault => fault.In(Language.En)));
    }

    [Fact]
    public void Schema_and_parser_accept_the_sample_of_a_lab() => Assert.Empty(MiniSchema.Check(lab, Json(Samples.Lab)));

    // Each key of each sample in turn: taken away, misspelt, and its value replaced by a value of each other shape.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Schema_and_parser_refuse_the_same_slips(string kind)
    {
        var node = JsonNode.Parse(Json(Samples.All[kind]).GetRawText())![0]!;
        Assert.InRange(Compare(node, slip => Accepts(bank, Wrapped(slip)), slip => ShapeFaults(slip).Count == 0), 40, 2000);
    }

    [Fact]
    public void Schema_and_parser_refuse_the_same_slips_of_a_lab()
    {
        var node = JsonNode.Parse(Json(Samples.Lab).GetRawText())!;
        Assert.InRange(Compare(node, slip => Accepts(lab, slip), slip => LabFaults(slip).Count == 0), 2000, 20000);
    }

    [Fact]
    public void Every_check_and_step_of_the_parser_is_in_the_schema()
    {
        var definitions = lab.GetProperty("$defs");
        Assert.Equal(CheckForms.All.Select(form => form.Name).Order(StringComparer.Ordinal), Names("check"));
        Assert.Equal(StepForms.All.Select(form => form.Name).Order(StringComparer.Ordinal), Names("step"));
        IEnumerable<string> Names(string name) => definitions.GetProperty(name).GetProperty("properties").EnumerateObject().Select(key => key.Name);
    }

    private static int Compare(JsonNode node, Func<JsonNode, bool> schema, Func<JsonNode, bool> parser)
    {
        int compared = 0;
        foreach (var (what, slip) in Mutations.Of(node))
        {
            bool accepted = schema(slip);
            Assert.True(accepted == parser(slip), $"{what}: the schema {(accepted ? "accepts" : "refuses")}, the parser does not agree: {slip.ToJsonString()}");
            compared++;
        }

        return compared;
    }

    private static bool Accepts(JsonElement schema, JsonNode node) => MiniSchema.Check(schema, JsonSerializer.SerializeToElement(node)).Count == 0;

    private static JsonObject Wrapped(JsonNode question) => new() { ["section"] = "4.3", ["questions"] = new JsonArray(question.DeepClone()) };

    private static IReadOnlyList<Fault> ShapeFaults(JsonNode question)
    {
        var faults = new FaultList("slip");
        Content.Questions.BankReader.Shape.Check(CanonicalJson.Read(Wrapped(question).ToJsonString()), faults);
        return faults.All;
    }

    private static IReadOnlyList<Fault> LabFaults(JsonNode node)
    {
        var faults = new FaultList("slip");
        LabReader.Shape.Check(CanonicalJson.Read(node.ToJsonString()), faults);
        return faults.All;
    }

    private static string Bank(string questions) => "section: \"4.3\"\nquestions:\n" + questions;

    private static JsonElement Json(string yaml)
    {
        var faults = new FaultList("yaml");
        var node = YamlFile.Read(yaml, faults);
        Assert.Empty(faults.All.Select(fault => fault.In(Language.En)));
        return JsonDocument.Parse(CanonicalJson.Write(node!)).RootElement;
    }

    private static JsonElement Schema(string path) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, path))).RootElement;
}
