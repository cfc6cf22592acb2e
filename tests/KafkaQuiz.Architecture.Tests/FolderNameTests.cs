namespace KafkaQuiz.Architecture.Tests;

/// <summary>Folders are named by what they do.</summary>
public sealed class FolderNameTests
{
    [Fact]
    public void No_folder_is_a_drawer_for_anything() => Assert.DoesNotContain(
        SourceTree.Folders.Select(folder => Path.GetFileName(folder)!),
        name => name.ToLowerInvariant() is "services" or "helpers" or "managers" or "utils" or "util" or "utilities" or "common" or "misc");
}
