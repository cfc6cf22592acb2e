using System.Globalization;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Progress;

/// <summary>What to do next.</summary>
public enum NextKind
{
    /// <summary>Practise a section: scope is its id (<c>4.3</c>).</summary>
    PractiseSection,

    /// <summary>Do a lab: scope is its id.</summary>
    DoLab,

    /// <summary>Take the chapter's quiz: scope is the chapter's number.</summary>
    TakeChapterQuiz,

    /// <summary>Everything is done; practise the section that was left alone for the longest: scope is its id.</summary>
    Refresh,
}

/// <summary>A recommendation with its reason.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Scope">On what, as <see cref="NextKind"/> says.</param>
/// <param name="Reason">Why, in one sentence for the learner.</param>
public sealed record NextStep(NextKind Kind, string Scope, LocalizedText Reason)
{
    /// <summary>
    /// What the learner best does next. The chapter where the learner was last comes first while it is not passed, then the others in order;
    /// within it: weak sections, sections not mastered, open labs that the course requires, the quiz. Null where there are no questions.
    /// </summary>
    /// <param name="content">The course.</param>
    /// <param name="progress">From <see cref="CourseProgress.Of"/> over the same content.</param>
    /// <param name="passedLabs">Ids of the labs that the learner passed.</param>
    public static NextStep? Of(CourseContent content, CourseProgress progress, IReadOnlyCollection<string> passedLabs)
    {
        var open = progress.Chapters.Where(chapter => chapter is { HasQuestions: true, Passed: false }).ToList();
        if (open.Count > 0)
        {
            var current = progress.Chapters.Where(chapter => chapter.LastActivity is not null).MaxBy(chapter => chapter.LastActivity);
            var chapter = current is null ? open[0]
                : open.FirstOrDefault(candidate => candidate.Chapter.Number >= current.Chapter.Number) ?? open[0];
            return InChapter(content, progress, chapter, passedLabs);
        }

        if (progress.RequiredLabs.FirstOrDefault(lab => !lab.Value).Key is { } required) return Lab(required);
        var oldest = progress.Chapters.SelectMany(chapter => chapter.Sections).Where(section => section.Questions > 0)
            .MinBy(section => (section.IsWeak ? 0 : 1, section.LastActivity ?? DateTimeOffset.MinValue));
        return oldest is null ? null : new(NextKind.Refresh, oldest.Section.Id, oldest.IsWeak ? Weak(oldest) : new(
            $"모든 장을 통과했습니다. 가장 오래전에 푼 {oldest.Section.Id}절을 다시 풀어 기억을 유지하세요.",
            $"Every chapter is passed. Section {oldest.Section.Id} was practised longest ago: keep it fresh."));
    }

    private static NextStep InChapter(CourseContent content, CourseProgress progress, ChapterProgress chapter, IReadOnlyCollection<string> passedLabs)
    {
        var sections = chapter.Sections.Where(section => section is { Questions: > 0, Mastered: false }).ToList();
        if (sections.FirstOrDefault(section => section.IsWeak) is { } weak) return new(NextKind.PractiseSection, weak.Section.Id, Weak(weak));
        if (sections.FirstOrDefault() is { } next)
        {
            return new(NextKind.PractiseSection, next.Section.Id, next.Answered == 0
                ? new($"{next.Section.Id}절을 아직 풀지 않았습니다. 여기부터 시작하세요.", $"Section {next.Section.Id} is not started yet. Begin here.")
                : next.StillToAnswer > 0
                    ? new($"{next.Section.Id}절을 잘하고 있습니다. {next.StillToAnswer}문제를 더 풀면 숙달을 판단할 수 있습니다.", $"Section {next.Section.Id} goes well: {next.StillToAnswer} more questions will show whether you master it.")
                    : new($"{next.Section.Id}절의 숙달도는 {Percent(next.Mastery)}입니다. 조금만 더 풀어 보세요.", $"Your mastery of section {next.Section.Id} is {Percent(next.Mastery)}. A little more practice."));
        }

        string? lab = chapter.Chapter.Sections.SelectMany(section => content.LabsOf(section.Id)).Select(lab => lab.Id)
            .FirstOrDefault(id => progress.RequiredLabs.ContainsKey(id) && !passedLabs.Contains(id));
        if (lab is not null) return Lab(lab);
        string number = chapter.Chapter.Number.ToString(CultureInfo.InvariantCulture);
        string pass = Percent(Fraction.Of(content.Course.Completion.ChapterPass));
        return new(NextKind.TakeChapterQuiz, number, chapter.LastQuiz is { } last
            ? new($"{number}장 퀴즈의 최근 점수는 {Percent(last)}입니다. {pass} 이상이면 통과합니다. 다시 도전해 보세요.", $"Your last quiz of chapter {number} came to {Percent(last)}; {pass} passes. Try again.")
            : new($"{number}장의 모든 절을 익혔습니다. 장 퀴즈를 풀어 통과하세요.", $"You master every section of chapter {number}. Take its quiz to pass it."));
    }

    private static NextStep Lab(string lab) => new(NextKind.DoLab, lab, new(
        "코스를 마치려면 이 실습을 통과해야 합니다. 클러스터에서 직접 해 보세요.",
        "The course asks for this lab. Do it on a cluster."));

    private static LocalizedText Weak(SectionProgress section) => new(
        $"{section.Section.Id}절에서 푼 문제의 {Percent(section.AnsweredShare)}만 맞혔습니다. 틀린 문제부터 다시 풀어 보세요.",
        $"Of what you answered in section {section.Section.Id}, {Percent(section.AnsweredShare)} was right. Start with what went wrong.");

    private static string Percent(Fraction share) => share.ToPercent().ToString("0.#", CultureInfo.InvariantCulture) + "%";
}
