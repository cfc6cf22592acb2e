namespace KafkaQuiz.Architecture.Tests;

/// <summary>A file past 300 lines says why in its first line: <c>// Over 300 lines: one table of all error codes.</c></summary>
public sealed class FileSizeTests
{
    public static TheoryData<string> EveryProject => [.. SourceTree.Projects.Keys];

    [Theory]
    [MemberData(nameof(EveryProject))]
    public void A_long_file_begins_with_the_reason_for_its_length(string project)
    {
        var silent = SourceTree.Sources(project)
            .Where(file => !file.Contains("/Migrations/", StringComparison.Ordinal) && !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > 300 && !File.ReadLines(file).First().StartsWith("// Over 300 lines: ", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(SourceTree.Root, file));
        Assert.Empty(silent);
    }
}
