using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Shapes;

namespace KafkaQuiz.Content;

/// <summary>The published JSON Schemas (2020-12), written from the shapes that the parser itself checks files against.</summary>
public static class ContentSchemas
{
    private static readonly JsonSerializerOptions printing = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every schema by its path below the content's root. Each ends with a line feed.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["questions/schemas/bank.schema.json"] = Write("KafkaQuiz question bank", BankReader.Shape),
        ["questions/schemas/course.schema.json"] = Write("KafkaQuiz course", CourseReader.Shape),
        ["labs/schemas/lab.schema.json"] = Write("KafkaQuiz lab", LabReader.Shape),
    };

    private static string Write(string title, Shape shape)
    {
        var definitions = new SchemaDefinitions();
        var root = shape.Schema(definitions);
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in root)
            schema[key] = value?.DeepClone();
        schema["$defs"] = definitions.Write();
        return schema.ToJsonString(printing).ReplaceLineEndings("\n") + "\n";
    }
}
