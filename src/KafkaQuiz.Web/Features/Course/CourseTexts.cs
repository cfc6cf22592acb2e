using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content;
using KafkaQuiz.Web.Languages;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>The course's words as pages show them.</summary>
internal static partial class CourseTexts
{
    /// <summary>A share in whole hundredths, rounded down so that 100 % is all of it.</summary>
    public static string Percent(Fraction share) => Math.Floor(share.ToDecimal() * 100 + 0.000_000_001m).ToString("0", CultureInfo.InvariantCulture) + "%";

    /// <summary>A chapter's title without the number that the course prints before it.</summary>
    public static string ChapterTitle(Chapter chapter) => LeadingNumber().Replace(chapter.Title.Shown(), "");

    /// <summary>Where a next step leads, and what its button says.</summary>
    public static (string Href, string Action, string Title) Of(NextStep step, CourseContent content) => step.Kind switch
    {
        NextKind.DoLab => ($"/labs/{step.Scope}", T("실습하기", "Do the lab"), content.Lab(step.Scope)?.Title.Shown() ?? step.Scope),
        NextKind.TakeChapterQuiz => ($"/chapters/{step.Scope}", T("장 퀴즈 보기", "Go to the quiz"), T($"{step.Scope}장 퀴즈", $"Chapter {step.Scope} quiz")),
        _ => ($"/sections/{step.Scope}", T("연습하기", "Practise"),
            step.Scope + " " + content.Course.Sections.First(section => section.Id == step.Scope).Title.Shown()),
    };

    [GeneratedRegex(@"^\s*(\d+장\.|Chapter \d+[.:])\s*")]
    private static partial Regex LeadingNumber();
}
