using KafkaQuiz.Assessment.Drawing;
using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Which questions an attempt asks. Pure: the same content, history and seed give the same questions.</summary>
internal static class QuestionDraw
{
    /// <summary>Questions of a section's practice at most.</summary>
    public const int SectionLength = 10;

    /// <summary>Questions of a chapter's practice at most.</summary>
    public const int ChapterLength = 15;

    public static bool HasScope(CourseContent content, AttemptKind kind, string scope) => kind == AttemptKind.SectionPractice
        ? content.Course.Sections.Any(section => section.Id == scope)
        : Chapter(content, scope) is not null;

    /// <summary>The chapter of that number, or null.</summary>
    public static Chapter? Chapter(CourseContent content, string scope) =>
        content.Course.Chapters.FirstOrDefault(chapter => chapter.Number.ToString(provider: null) == scope);

    /// <summary>The questions that an attempt of this kind may ask.</summary>
    public static IEnumerable<Question> Pool(CourseContent content, AttemptKind kind, string scope) => kind == AttemptKind.SectionPractice
        ? content.Bank(scope)
        : Chapter(content, scope)?.Sections.SelectMany(section => content.Bank(section.Id)) ?? [];

    /// <summary>Draws an attempt's questions; none where the scope has none.</summary>
    /// <param name="content">Where they come from.</param>
    /// <param name="kind">A quiz follows the chapter's blueprint, a practice what the learner needs most.</param>
    /// <param name="scope">Section or chapter.</param>
    /// <param name="history">The learner's grades; a quiz does not look at them.</param>
    /// <param name="seed">The attempt's.</param>
    public static IReadOnlyList<Question> Draw(
        CourseContent content, AttemptKind kind, string scope, IReadOnlyList<GradeEntry> history, ulong seed)
    {
        var pool = Pool(content, kind, scope);
        return kind switch
        {
            AttemptKind.ChapterQuiz => Blueprint.OfChapter(content.Course.Completion, Chapter(content, scope)!).Draw(pool, seed),
            AttemptKind.SectionPractice => PracticeDraw.Draw(pool, history, SectionLength, seed),
            _ => PracticeDraw.Draw(pool, history, ChapterLength, seed),
        };
    }
}
