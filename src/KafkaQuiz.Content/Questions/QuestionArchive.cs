using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Reads questions back from their canonical form, so that an attempt can show and grade what the learner saw after the bank changed.</summary>
public static class QuestionArchive
{
    /// <summary>The question of a canonical form and its content hash, as kept with an attempt.</summary>
    /// <exception cref="FormatException">This is no canonical form of a question that this version can read.</exception>
    public static Question Read(string canonical, string contentHash)
    {
        var item = Parse(canonical);
        return Read(item, canonical, contentHash);
    }

    /// <summary>The question of a canonical form with the figure as it is now; null where the figure is missing.</summary>
    internal static Question? Read(string canonical, Func<string, byte[]?> figureBytes)
    {
        var item = Parse(canonical);
        if (item["figure"] is not { } figure)
            return Read(item, canonical, ContentHash.Of(canonical));
        return figureBytes(figure.Text) is { } bytes ? Read(item, canonical, ContentHash.Of(canonical, bytes)) : null;
    }

    private static Question Read(YamlNode item, string canonical, string contentHash)
    {
        var faults = new FaultList("archive");
        return QuestionReader.ReadItem(item["question"]!, item["section"]!.Text, canonical, contentHash, item["figure"]?.Text, faults, isChecked: true)
            ?? throw new FormatException(faults.All[0].In(Language.En));
    }

    private static YamlNode Parse(string canonical)
    {
        try
        {
            var item = CanonicalJson.Read(canonical);
            return item["section"] is YamlScalar && item["question"] is YamlMap ? item : throw new FormatException("This is no canonical form of a question.");
        }
        catch (System.Text.Json.JsonException fault)
        {
            throw new FormatException("The canonical form is not JSON.", fault);
        }
    }
}
