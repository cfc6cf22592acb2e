using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Content.Tests.Labs;

public sealed class LabDocumentationTests
{
    private static readonly string page = File.ReadAllText(Path.Combine(Repository.Root, "docs/labs.md"));

    public static TheoryData<string> Forms => new(CheckForms.All.Select(form => form.Name).Concat(StepForms.All.Select(form => form.Name)));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_check_and_step_is_documented(string form) => Assert.Contains($"`{form}: ", page, StringComparison.Ordinal);
}
