using System.Collections.Concurrent;
using System.Text.Json;
using KafkaQuiz.Console;
using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>What a bench is beside what it holds.</summary>
/// <param name="Learner">Whose it is.</param>
/// <param name="Servers">host:port as the learner's servers are to be called; empty for the brokers of the cluster.</param>
/// <param name="English">Language of its console.</param>
internal sealed record BenchRecord(Guid Learner, IReadOnlyList<string> Servers, bool English)
{
    public ConsoleLanguage Language => English ? ConsoleLanguage.English : ConsoleLanguage.Korean;
}

/// <summary>
/// The files of benches in the data folder: practice/LEARNER/SESSION, SESSION.terminal and SESSION.json. Those of one that is awake are of when it was saved last.
/// A learner has at most <see cref="MostOfALearner"/>; the oldest makes room.
/// </summary>
internal sealed class SleepingBenches
{
    public const int MostOfALearner = 12;

    private static readonly string[] Endings = ["", ".terminal", ".json"];

    private readonly string _folder;
    private readonly ConcurrentDictionary<Guid, string> _paths = new();

    public SleepingBenches(Settings settings)
    {
        _folder = Path.Combine(settings.Data, "practice");
        if (!Directory.Exists(_folder)) return;
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            if (Guid.TryParseExact(Path.GetFileName(path), "D", out var session)) _paths[session] = path;
        }
    }

    /// <summary>Sessions that have files.</summary>
    public ICollection<Guid> Sessions => _paths.Keys;

    /// <summary>Where a session's bench is saved; null where it is not.</summary>
    public string? Find(Guid session) => _paths.GetValueOrDefault(session);

    /// <summary>When it was saved.</summary>
    public DateTimeOffset SavedAt(Guid session) => Find(session) is { } path ? File.GetLastWriteTimeUtc(path) : DateTimeOffset.MinValue;

    /// <summary>Where a bench is to be saved, with what it is written there.</summary>
    /// <exception cref="IOException">Nothing can be written.</exception>
    public async Task<string> PrepareAsync(Guid session, BenchRecord record)
    {
        if (Find(session) is { } known) return known;
        var folder = Path.Combine(_folder, record.Learner.ToString("D"));
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        else Directory.CreateDirectory(folder);
        var old = _paths.Where(pair => Path.GetDirectoryName(pair.Value) == folder).OrderByDescending(pair => File.GetLastWriteTimeUtc(pair.Value)).Skip(MostOfALearner - 1);
        foreach (var (forgotten, _) in old.ToList()) Delete(forgotten);
        var path = Path.Combine(folder, session.ToString("D"));
        await WholeFile.WriteAsync(path + ".json", file => JsonSerializer.SerializeAsync(file, record));
        return _paths[session] = path;
    }

    /// <exception cref="IOException">There is nothing, or it is damaged.</exception>
    public static async Task<BenchRecord> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchRecord>(await File.ReadAllTextAsync(path + ".json", cancellationToken)) ?? throw new IOException($"{path}.json is empty.");
        }
        catch (JsonException fault)
        {
            throw new IOException($"{path}.json is damaged.", fault);
        }
    }

    public void Delete(Guid session)
    {
        if (!_paths.TryRemove(session, out var path)) return;
        foreach (var ending in Endings) File.Delete(path + ending);
        var folder = Path.GetDirectoryName(path)!;
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
    }

    /// <summary>Keeps damaged files for whoever looks into it; the session begins anew.</summary>
    public void SetAside(Guid session)
    {
        if (!_paths.TryRemove(session, out var path)) return;
        foreach (var ending in Endings.Where(ending => File.Exists(path + ending))) File.Move(path + ending, path + ".damaged" + ending, overwrite: true);
    }
}
