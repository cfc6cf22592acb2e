namespace KafkaQuiz.Content.Tests.Labs;

/// <summary>What labs tell learners is true of every cluster that they may choose.</summary>
public sealed class LabStoryTests
{
    [Theory]
    [InlineData("준비하기")]
    [InlineData("`Prepare`")]
    public void No_story_task_or_hint_names_the_button_that_only_a_cluster_of_ones_own_has(string button)
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "labs"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is "lab.yaml" or "page.ko.md" or "page.en.md").ToList();
        Assert.Equal(3 * Repository.Content.Labs.Count, files.Count);
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(button, StringComparison.Ordinal));
    }
}
