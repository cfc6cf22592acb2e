namespace KafkaQuiz.EndToEnd.Support;

/// <summary>Where things lie in the checkout that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds KafkaQuiz.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built web application.</summary>
    public static string WebDll { get; } = Path.Combine(Root, "src/KafkaQuiz.Web/bin/Release/net10.0/KafkaQuiz.Web.dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "KafkaQuiz.sln"))) return folder.FullName;
        throw new InvalidOperationException("KafkaQuiz.sln is in no folder above the tests.");
    }
}
