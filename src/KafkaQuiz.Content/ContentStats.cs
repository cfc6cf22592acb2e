using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content;

/// <summary>How much content there is, by section. Its JSON is a contract (<see cref="ToJson"/>).</summary>
/// <param name="Total">All questions.</param>
/// <param name="Sections">Every section of the course in its order, those without questions too.</param>
/// <param name="Labs">All labs.</param>
public sealed record ContentStats(int Total, IReadOnlyList<SectionStats> Sections, int Labs)
{
    private static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Counts <paramref name="content"/>.</summary>
    public static ContentStats Of(CourseContent content) => new(
        content.Questions.Count,
        [.. content.Course.Sections.Select(section => SectionStats.Of(section.Id, content.Bank(section.Id)))],
        content.Labs.Count);

    /// <summary>
    /// <c>{"total": n, "sections": [{"section": "4.3", "questions": n, "kinds": {"numeric": n, …}, "levels": {"apply": n, …},
    /// "parameterised": n, "figures": n, "ko": n, "en": n}, …], "labs": n}</c>
    /// </summary>
    public string ToJson() => JsonSerializer.Serialize(this, json);
}

/// <summary>What a section has.</summary>
/// <param name="Section">Its id: <c>4.3</c>.</param>
/// <param name="Questions">How many.</param>
/// <param name="Kinds">How many by kind; kinds without a question are left out.</param>
/// <param name="Levels">How many by level; levels without a question are left out.</param>
/// <param name="Parameterised">How many draw values.</param>
/// <param name="Figures">How many show a figure.</param>
/// <param name="Ko">How many have a Korean text with Hangul in the question itself.</param>
/// <param name="En">How many have an English text in the question itself.</param>
public sealed record SectionStats(
    string Section,
    int Questions,
    IReadOnlyDictionary<string, int> Kinds,
    IReadOnlyDictionary<string, int> Levels,
    int Parameterised,
    int Figures,
    [property: JsonPropertyName("ko")] int Ko,
    [property: JsonPropertyName("en")] int En)
{
    internal static SectionStats Of(string section, IReadOnlyList<Question> bank) => new(
        section,
        bank.Count,
        Count(bank, question => question.Kind.Name()),
        Count(bank, question => QuestionShapes.Levels.Words[(int)question.Level]),
        bank.Count(question => question.IsParameterised),
        bank.Count(question => question.Info.Figure is not null),
        bank.Count(question => question.Info.Ask.Ko.Any(IsHangul)),
        bank.Count(question => question.Info.Ask.En.Any(char.IsAsciiLetter)));

    private static SortedDictionary<string, int> Count(IReadOnlyList<Question> bank, Func<Question, string> by) =>
        new(bank.CountBy(by).ToDictionary(), StringComparer.Ordinal);

    private static bool IsHangul(char c) => c is >= '가' and <= '힣';
}
