using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Tests;

/// <summary>A lab written by hand.</summary>
internal sealed record TestLab : LabDefinition
{
    public static Lab Of(params LabTask[] tasks) => Of(1, tasks);

    public static Lab Of(int brokers, params LabTask[] tasks)
    {
        var definition = new TestLab
        {
            Id = "lab",
            Section = "3.1",
            Title = LocalizedText.Same("lab"),
            Minutes = 5,
            Cluster = new ClusterNeed(brokers),
            Proves = [],
            Tasks = [.. tasks.Select(task => new LabTaskOutline(task.Id, task.Points))],
            Canonical = "{}",
            ContentHash = "hash",
        };
        return new Lab(definition, 1, new Dictionary<string, string>(), LocalizedText.Same(""), [], tasks, [], []);
    }

    public static LabTask Task(string id, Check check, decimal points = 1, double hold = 0, TaskMode mode = TaskMode.Level, string[]? after = null, params LabHint[] hints) =>
        new(id, points, LocalizedText.Same(id), check, TimeSpan.FromSeconds(hold), mode, after ?? [], hints);

    public override LocalizedText PageTemplate => LocalizedText.Same("");

    public override Lab For(ulong seed) => throw new NotSupportedException("Written by hand.");
}
