using System.Collections.Concurrent;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>The figures beside questions, read once from the banks' folder and kept with the attempts that show them.</summary>
internal sealed class ShownFigures(string questionsFolder)
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".webp"] = "image/webp",
    };

    private readonly ConcurrentDictionary<string, ShownFigure> _read = new(StringComparer.Ordinal);

    /// <summary>The figure of a question of the current content; null where it has none.</summary>
    public ShownFigure? Of(Question question) =>
        question.Info.Figure is { } path ? _read.GetOrAdd(question.ContentHash, static (hash, file) => Read(hash, file), Path.Combine(questionsFolder, path)) : null;

    /// <summary>The figures of these questions.</summary>
    public IEnumerable<ShownFigure> Of(IEnumerable<Question> questions) => questions.Select(Of).OfType<ShownFigure>();

    private static ShownFigure Read(string hash, string file) => new()
    {
        ContentHash = hash,
        MediaType = MediaTypes[Path.GetExtension(file)],
        Bytes = File.ReadAllBytes(file),
    };
}
