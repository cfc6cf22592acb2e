using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Lint;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests;

/// <summary>The repository that the tests were built from, and content read from texts.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The real content.</summary>
    public static LoadedContent Loaded { get; } = ContentLoader.Load(Root);

    public static CourseContent Content => Loaded.Content!;

    /// <summary>Reads a bank of section 4.3 with these questions (YAML, two spaces in front of each item).</summary>
    public static (IReadOnlyList<Question> Questions, IReadOnlyList<Fault> Faults) Bank(string questions)
    {
        var faults = new FaultList("4.3-test.yaml");
        var read = BankReader.Read("section: \"4.3\"\nquestions:\n" + questions, "ch04", ["4.3", "4.4"], _ => null, faults);
        return ([.. read.Select(item => item.Question)], faults.All);
    }

    /// <summary>Reads a bank and draws its questions as <c>content lint</c> does.</summary>
    public static IReadOnlyList<Fault> Lint(string questions)
    {
        var faults = new FaultList("4.3-test.yaml");
        var read = BankReader.Read("section: \"4.3\"\nquestions:\n" + questions, "ch04", ["4.3", "4.4"], _ => null, faults);
        foreach (var item in read)
            DrawLint.Check(item, faults);
        BankLint.Check(read, faults);
        return faults.All;
    }

    /// <summary>Reads a lab of section 4.3.</summary>
    public static (LabDefinition? Lab, IReadOnlyList<Fault> Faults) Lab(string yaml, LocalizedText? page = null)
    {
        var faults = new FaultList("lab.yaml");
        return (LabReader.Read(yaml, page, ["4.3"], faults), faults.All);
    }

    /// <summary>Reads one question, which must have no fault.</summary>
    public static Question Question(string yaml)
    {
        var (questions, faults) = Bank(yaml);
        Assert.Empty(faults.Select(fault => fault.In(Language.En)));
        return Assert.Single(questions);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "KafkaQuiz.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
