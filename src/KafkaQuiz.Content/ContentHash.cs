using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content;

/// <summary>Hashes that name content: SHA-256, lower-case hex, over a canonical form that ignores layout.</summary>
internal static class ContentHash
{
    /// <summary>Hash of an item: its canonical form, and the bytes of what it shows beside it (a figure, pages).</summary>
    public static string Of(string canonical, params ReadOnlySpan<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Encoding.UTF8.GetBytes(canonical));
        foreach (byte[] file in files)
            Append(hash, file);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Hash of a whole version: the map, and every item's id and hash in ordinal order.</summary>
    public static string OfVersion(Course course, IEnumerable<Question> questions, IEnumerable<LabDefinition> labs)
    {
        var text = new StringBuilder();
        text.Append(course.Title).Append('\n');
        var rule = course.Completion;
        text.Append(CultureInfo.InvariantCulture, $"{rule.SectionMastery} {rule.ChapterPass} {rule.ChapterQuizLength} {rule.CoursePass} ")
            .AppendJoin(',', rule.RequiredLabs).Append('\n');
        foreach (var section in course.Sections)
            text.Append(section).Append('\n');
        foreach (string line in questions.Select(question => question.Id + " " + question.ContentHash).Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        foreach (string line in labs.Select(lab => lab.Id + " " + lab.ContentHash).Order(StringComparer.Ordinal))
            text.Append(line).Append('\n');
        return Of(text.ToString());
    }

    // Each part is preceded by its length, so that no two lists of parts run together to the same bytes.
    private static void Append(IncrementalHash hash, byte[] part)
    {
        hash.AppendData(BitConverter.IsLittleEndian
            ? BitConverter.GetBytes((long)part.Length)
            : [.. BitConverter.GetBytes((long)part.Length).Reverse()]);
        hash.AppendData(part);
    }
}
