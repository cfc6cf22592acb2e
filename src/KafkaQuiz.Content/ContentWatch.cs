namespace KafkaQuiz.Content;

/// <summary>
/// Content that is read again when a file changes, for the preview of a question while it is being edited. It looks when it is asked, not
/// more often than five times a second; it holds no watcher.
/// </summary>
/// <param name="root">The folder that holds <c>questions</c> and <c>labs</c>.</param>
/// <param name="clock">Tells the time.</param>
public sealed class ContentWatch(string root, TimeProvider clock)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock gate = new();
    private LoadedContent? loaded;
    private string stamp = "";
    private long lookedAt;

    /// <summary>What the files say now. Where a question has an error it is left out and its fault is among the faults.</summary>
    public LoadedContent Current
    {
        get
        {
            lock (gate)
            {
                if (loaded is not null && clock.GetElapsedTime(lookedAt) < pause)
                    return loaded;
                string now = Stamp();
                if (loaded is null || now != stamp)
                {
                    loaded = ContentLoader.Load(root);
                    stamp = now;
                }

                lookedAt = clock.GetTimestamp();
                return loaded;
            }
        }
    }

    /// <summary>Changes whenever a file below <c>questions</c> or <c>labs</c> does; a page can poll it to know when to reload.</summary>
    public string Version
    {
        get
        {
            _ = Current;
            lock (gate)
                return stamp;
        }
    }

    private string Stamp()
    {
        var hash = new HashCode();
        int count = 0;
        foreach (string folder in new[] { "questions", "labs" }.Select(name => Path.Combine(root, name)).Where(Directory.Exists))
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).OrderBy(file => file.FullName, StringComparer.Ordinal))
            {
                hash.Add(file.FullName);
                hash.Add(file.LastWriteTimeUtc);
                hash.Add(file.Length);
                count++;
            }
        }

        return $"{count}-{hash.ToHashCode():x8}";
    }
}
