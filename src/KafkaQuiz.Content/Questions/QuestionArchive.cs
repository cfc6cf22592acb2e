using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Reads questions back from their canonical form, so that an attempt can show and grade what the learner saw after the bank changed.</summary>
public static class QuestionArchive
{
    /// <summary>The question of a canonical form and its content hash, as kept with an attempt.</summary>
    /// <exception cref="FormatException">This is no canonical form of a question that this version can read.</exception>
    public static Question Read(string canonical, string contentHash)
    {
        var faults = new FaultList("archive");
        var item = CanonicalJson.Read(canonical);
        string section = item["section"]?.Text ?? throw new FormatException("The canonical form names no section.");
        return QuestionReader.ReadItem(item["question"]!, section, canonical, contentHash, item["figure"]?.Text, faults)
            ?? throw new FormatException(faults.All[0].In(Language.En));
    }
}
