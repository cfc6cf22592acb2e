using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Progress;

/// <summary>How far a learner is, as docs/progress.md defines it. A value computed from the ledger of grades.</summary>
/// <param name="Chapters">In the order of the course.</param>
/// <param name="RequiredLabs">Labs that completion asks for, and whether each is passed.</param>
/// <param name="Complete">Whether the course is complete.</param>
public sealed record CourseProgress(IReadOnlyList<ChapterProgress> Chapters, IReadOnlyDictionary<string, bool> RequiredLabs, bool Complete)
{
    /// <summary>Computes it for the content of today: grades of questions that are no longer there do not count.</summary>
    /// <param name="content">The course.</param>
    /// <param name="grades">The learner's grades in force, in any order.</param>
    /// <param name="quizzes">The learner's submitted chapter quizzes, in any order.</param>
    /// <param name="passedLabs">Ids of the labs that the learner passed.</param>
    public static CourseProgress Of(
        CourseContent content, IEnumerable<GradeEntry> grades, IEnumerable<QuizResult> quizzes, IReadOnlyCollection<string> passedLabs)
    {
        ArgumentNullException.ThrowIfNull(content);
        var rule = content.Course.Completion;
        var last = GradeEntry.LastByQuestion(grades);
        var byChapter = quizzes.ToLookup(quiz => quiz.Chapter);
        ChapterProgress[] chapters =
        [
            .. content.Course.Chapters.Select(chapter => ChapterProgress.Of(
                chapter, rule, [.. chapter.Sections.Select(section => SectionProgress.Of(section, content.Bank(section.Id), last, rule))], byChapter[chapter.Number])),
        ];
        var labs = rule.RequiredLabs.ToDictionary(lab => lab, passedLabs.Contains, StringComparer.Ordinal);
        var passed = new Fraction(chapters.Count(chapter => chapter.Passed), Math.Max(chapters.Length, 1));
        return new(chapters, labs, chapters.Length > 0 && passed >= Fraction.Of(rule.CoursePass) && labs.Values.All(done => done));
    }

    /// <summary>
    /// Sections that need work: at least <see cref="SectionProgress.EnoughToJudge"/> questions answered, and of those less than the
    /// rule's share right. The weakest first.
    /// </summary>
    public IEnumerable<SectionProgress> Weak => Chapters.SelectMany(chapter => chapter.Sections).Where(section => section.IsWeak).OrderBy(section => section.AnsweredShare);
}

/// <summary>A submitted chapter quiz.</summary>
/// <param name="Chapter">Number of the chapter.</param>
/// <param name="Share">Share of the points, 0 to 1.</param>
/// <param name="SubmittedAt">When.</param>
public sealed record QuizResult(int Chapter, Fraction Share, DateTimeOffset SubmittedAt);
