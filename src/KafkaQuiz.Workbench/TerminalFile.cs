using System.Text.Json;
using System.Text.Json.Serialization;
using KafkaQuiz.Console;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Bench;

/// <summary>The file of a sleeping terminal: JSON.</summary>
internal static class TerminalFile
{
    /// <summary>Kinds by name: a later version may have more of them.</summary>
    private static readonly JsonSerializerOptions options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The terminal's file beside a machine's.</summary>
    public static string Of(string machine) => machine + ".terminal";

    public static Task WriteAsync(string path, TerminalMemory memory, CancellationToken cancel) => WholeFile.WriteAsync(path, file => JsonSerializer.SerializeAsync(file, memory, options, cancel));

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
