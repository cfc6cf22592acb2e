namespace KafkaQuiz.Cli;

/// <summary>Where the course's content lies.</summary>
internal static class ContentRoot
{
    /// <summary>
    /// <c>KAFKAQUIZ_ROOT</c> where it is set and holds <c>questions/course.yaml</c>, else the nearest folder from the current one upwards that does;
    /// null where there is none.
    /// </summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KAFKAQUIZ_ROOT") is { Length: > 0 } named && Holds(named))
            return Path.GetFullPath(named);
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (Holds(folder.FullName))
                return folder.FullName;
        }

        return null;
    }

    /// <summary>As <see cref="Find"/>; where there is none, says so and gives null.</summary>
    public static string? FindOrSay(Speech say)
    {
        string? root = Find();
        if (root is null)
            Console.Error.WriteLine(say.Of("questions/course.yaml을 찾을 수 없습니다. 저장소 안에서 실행하세요.", "There is no questions/course.yaml here: run this inside the repository."));
        return root;
    }

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, "questions", "course.yaml"));
}
