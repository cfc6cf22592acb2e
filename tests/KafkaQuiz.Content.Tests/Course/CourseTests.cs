using System.Text.RegularExpressions;

namespace KafkaQuiz.Content.Tests.Course;

public sealed partial class CourseTests
{
    private static readonly string outline = File.ReadAllText(Path.Combine(Repository.Root, "tests/KafkaQuiz.Content.Tests/Course/outline.md"));

    [Fact]
    public void Chapters_are_those_of_the_course_to_the_letter() =>
        Assert.Equal(
            ChapterLine().Matches(outline).Select(line => (int.Parse(line.Groups[1].Value, null), line.Groups[2].Value, line.Groups[3].Value)),
            Repository.Content.Course.Chapters.Select(chapter => (chapter.Number, chapter.Title.Ko, chapter.Page)));

    [Fact]
    public void Sections_are_those_of_the_course_to_the_letter()
    {
        var lines = SectionLine().Matches(outline).Select(line => (line.Groups[1].Value, line.Groups[2].Value, line.Groups[3].Value)).ToList();
        Assert.Equal(55, lines.Count);
        Assert.Equal(lines, Repository.Content.Course.Sections.Select(section => (section.Id, section.Title.Ko, section.Anchor)));
    }

    [Fact]
    public void Every_title_has_an_english_side_of_its_own() =>
        Assert.All(Repository.Content.Course.Sections.Select(section => section.Title), title => Assert.DoesNotMatch("[가-힣]", title.En));

    [Fact]
    public void A_section_knows_its_chapter() => Assert.Equal(7, Repository.Content.Course.Sections.Single(section => section.Id == "7.10").Chapter);

    [Fact]
    public void Two_or_three_labs_of_each_chapter_are_required() =>
        Assert.All(Repository.Content.Course.Chapters, chapter => Assert.InRange(
            chapter.Sections.SelectMany(section => Repository.Content.LabsOf(section.Id)).Count(lab => Repository.Content.Course.Completion.RequiredLabs.Contains(lab.Id)), 2, 3));

    [GeneratedRegex(@"^\* \[(\d+)장\. (.+)\]\(([^#)]+)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex ChapterLine();

    [GeneratedRegex(@"^  \* \[(\d+\.\d+) (.+)\]\([^#]+#(.+)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex SectionLine();
}
