using System.IO.Enumeration;
using KafkaQuiz.Differential.Tests.Recording;

namespace KafkaQuiz.Differential.Tests.Allowed;

/// <summary>A difference that is meant. In patterns * stands for any text.</summary>
/// <param name="Scenario">Category.Name.</param>
/// <param name="Step">Step's label, such as "* ApiVersions *".</param>
/// <param name="Path">The field's path; brackets are as they are.</param>
/// <param name="Why">One sentence with its source: a KIP, a class of Kafka's or a deliberate gap.</param>
internal sealed record AllowedDifference(string Scenario, string Step, string Path, string Why)
{
    public bool Covers(Difference difference) => Matches(Scenario, difference.Scenario) && Matches(Step, difference.Step) && Matches(Path, difference.Path);

    public override string ToString() => $"{Scenario} | {Step} | {Path}";

    private static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
