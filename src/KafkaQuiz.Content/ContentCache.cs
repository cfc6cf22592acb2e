using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content;

/// <summary>
/// Keeps the canonical form of banks that were read without a fault, so that the next start reads JSON in place of YAML (several times as
/// fast). An entry is found by the bytes of the bank, its name and the build of this library: an edit or an update never finds a stale one.
/// A missing, broken or unwritable cache costs time, nothing else.
/// </summary>
/// <param name="folder">Where it is kept; made where it is missing.</param>
public sealed class ContentCache(string folder)
{
    private static readonly string build = typeof(ContentCache).Module.ModuleVersionId.ToString("N");

    /// <summary>The bank's questions, or null where they must be read from its YAML.</summary>
    internal IReadOnlyList<Question>? Find(string name, byte[] bank, Func<string, byte[]?> figureBytes)
    {
        try
        {
            string path = PathOf(name, bank);
            if (!File.Exists(path) || JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(path)) is not { } items)
                return null;
            var questions = new List<Question>(items.Length);
            foreach (string canonical in items)
            {
                if (QuestionArchive.Read(canonical, figureBytes) is not { } question)
                    return null;
                questions.Add(question);
            }

            return questions;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Keeps a bank that was read without a fault.</summary>
    internal void Keep(string name, byte[] bank, IEnumerable<Question> questions)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string path = PathOf(name, bank);
            foreach (string stale in Directory.EnumerateFiles(folder, Prefix(name) + "*"))
                File.Delete(stale);
            string part = path + "." + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            File.WriteAllBytes(part, JsonSerializer.SerializeToUtf8Bytes(questions.Select(question => question.Info.Canonical)));
            File.Move(part, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next start reads the YAML again.
        }
    }

    private static string Prefix(string name) => name.Replace('/', '_') + ".";

    private string PathOf(string name, byte[] bank)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(build + name + "\n"));
        hash.AppendData(bank);
        return Path.Combine(folder, Prefix(name) + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 12)) + ".json");
    }
}
