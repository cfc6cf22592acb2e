using KafkaQuiz.Assessment.Replay;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Tests.Replay;

/// <summary>Every bank of the course grades as it says.</summary>
public sealed class BankReplayTests
{
    [Fact]
    public void Every_question_of_every_bank_grades_as_its_bank_says()
    {
        var content = ContentLoader.Load(Root()).Content!;
        Assert.NotEmpty(content.Questions);
        var faults = QuestionReplay.Of(content.Questions).Where(fault => !fault.IsWarning).Select(fault => $"{fault.Place} {fault.QuestionId} seed {fault.Seed} {fault.Code}: {fault.Problem.En}");
        Assert.True(!faults.Any(), string.Join('\n', faults));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "KafkaQuiz.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
