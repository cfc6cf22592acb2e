namespace KafkaQuiz.Content.Labs;

/// <summary>Reads labs back from their canonical form, so that a verdict can be recomputed from stored evidence after the lab changed.</summary>
public static class LabArchive
{
    /// <summary>The lab of a canonical form and its page, as kept with an evaluation.</summary>
    public static LabDefinition Read(string canonical, LocalizedText page) => LabReader.ReadArchived(canonical, page);
}
