namespace KafkaQuiz.Console.Completing;

/// <summary>The session's files and folders as candidates.</summary>
internal static class Paths
{
    public static async Task<IEnumerable<Completion>> OfAsync(ConsoleSession session, string current, CancellationToken cancel)
    {
        var slash = current.LastIndexOf('/');
        var folder = slash < 0 ? "" : current[..(slash + 1)];
        return (await session.ListFolderAsync(folder.Length == 0 ? "." : folder, cancel) ?? []).Select(name => new Completion(folder + name, CompletionKind.File) { Continues = name.EndsWith('/') });
    }
}
