using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaQuiz.Console;

namespace KafkaQuiz.Bench;

/// <summary>The file of a sleeping terminal: JSON, replaced when the new one is whole on the disk, readable by its owner alone.</summary>
internal static class TerminalFile
{
    /// <summary>Kinds by name: a later version may have more of them.</summary>
    private static readonly JsonSerializerOptions options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The terminal's file beside a machine's.</summary>
    public static string Of(string machine) => machine + ".terminal";

    public static async Task WriteAsync(string path, TerminalMemory memory, CancellationToken cancel)
    {
        var temporary = path + ".tmp";
        var opening = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) opening.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(temporary, opening))
        {
            await JsonSerializer.SerializeAsync(file, memory, options, cancel);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <exception cref="IOException">There is none, or it is damaged.</exception>
    public static async Task<TerminalMemory> ReadAsync(string path, CancellationToken cancel)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        try
        {
            return await JsonSerializer.DeserializeAsync<TerminalMemory>(file, options, cancel) ?? throw new IOException($"{path} holds no terminal.");
        }
        catch (JsonException e)
        {
            throw new IOException($"{path} is damaged.", e);
        }
    }
}
