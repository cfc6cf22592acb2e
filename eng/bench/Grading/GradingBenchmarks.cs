using BenchmarkDotNet.Attributes;
using KafkaQuiz.Assessment.Attempts;
using KafkaQuiz.Assessment.Drawing;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Benchmarks;

/// <summary>What submitting a chapter quiz of the real banks costs without the web and the database.</summary>
[MemoryDiagnoser]
public class GradingBenchmarks
{
    private CourseContent content = null!;
    private Blueprint blueprint = null!;
    private IReadOnlyList<Question> drawn = [];
    private (QuestionVariant Variant, Response Response)[] answered = [];
    private (QuestionVariant Variant, Response Response) command;

    /// <summary>Loads the banks below the folder that holds KafkaQuiz.sln.</summary>
    [GlobalSetup]
    public void Load()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "KafkaQuiz.sln"))) root = root.Parent;
        content = ContentLoader.Load(root.FullName).Content ?? throw new InvalidOperationException("The course cannot be read: kafkaquiz content lint.");
        var chapter = content.Course.Chapters.First(chapter => chapter.Sections.Any(section => content.Bank(section.Id).Count > 0));
        blueprint = Blueprint.OfChapter(content.Course.Completion, chapter);
        drawn = blueprint.Draw(content.Questions, 1);
        answered = [.. drawn.Select(question => question.Vary(1)).Select(variant => (variant, variant.RightResponse()))];
        command = content.Questions.OfType<CommandQuestion>().Select(question => question.Vary(1)).Select(variant => (variant, variant.RightResponse())).First();
    }

    /// <summary>Draws the 20 questions of a chapter quiz.</summary>
    [Benchmark]
    public int Draw_a_chapter_quiz() => blueprint.Draw(content.Questions, 7).Count;

    /// <summary>Makes the variants of 20 questions.</summary>
    [Benchmark]
    public int Vary_a_chapter_quiz() => drawn.Sum(question => question.Vary(7).Fields.Count);

    /// <summary>Grades 20 right answers and adds up the score.</summary>
    [Benchmark]
    public Assessment.Fraction Grade_a_chapter_quiz() => AttemptScore.Of(answered.Select(item => Grader.Grade(item.Variant, item.Response))).Share;

    /// <summary>Grades one command line.</summary>
    [Benchmark]
    public bool Grade_a_command() => Grader.Grade(command.Variant, command.Response).IsRight;
}
