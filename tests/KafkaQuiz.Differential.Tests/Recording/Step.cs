namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>What one cluster answered at one step of a scenario.</summary>
/// <param name="Label">The step: number, API, version, broker.</param>
/// <param name="Fields">By path.</param>
internal sealed record Step(string Label, SortedDictionary<string, string> Fields);
