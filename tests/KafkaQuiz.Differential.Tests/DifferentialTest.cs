using System.Runtime.CompilerServices;
using KafkaQuiz.Differential.Tests.Allowed;
using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;

namespace KafkaQuiz.Differential.Tests;

/// <summary>Scenarios of one category. All share the two clusters and run one after the other; a class says in which collection.</summary>
public abstract class DifferentialTest(ClusterPair clusters)
{
    /// <summary>Runs the scenario on both clusters and fails with every difference that is not allowed.</summary>
    internal async Task CompareAsync(Func<Conversation, Task> scenario, [CallerMemberName] string name = "")
    {
        var category = GetType().Name.Replace("Scenarios", "", StringComparison.Ordinal);
        var own = $"{category}-{name.Replace('_', '-')}";
        var kafka = await RunAsync(clusters.Real, scenario, own);
        var practice = await RunAsync(clusters.Practice, scenario, own);
        var differences = Difference.Between($"{category}.{name}", kafka, practice).ToList();
        AllowedDifferences.Ran(category, name);
        var bad = differences.Where(d => !AllowedDifferences.Allows(d)).ToList();
        Assert.True(bad.Count == 0, $"{bad.Count} differences between Kafka and the practice cluster:\n    {string.Join("\n    ", bad)}");
    }

    /// <summary>Where DIFFERENTIAL_TRANSCRIPTS names a folder, each run is written there whole, for a diff.</summary>
    private static async Task WriteAsync(string own, string cluster, IReadOnlyList<Step> steps)
    {
        if (Environment.GetEnvironmentVariable("DIFFERENTIAL_TRANSCRIPTS") is { Length: > 0 } folder)
            await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, $"{own}.{cluster}.txt"), steps.SelectMany(s => s.Fields.Select(f => $"  {f.Key} = {f.Value}").Prepend(s.Label)));
    }

    private async Task<IReadOnlyList<Step>> RunAsync(IDifferentialCluster cluster, Func<Conversation, Task> scenario, string own)
    {
        await using var conversation = new Conversation(cluster, new Symbols(clusters.NamesOf(cluster)), own);
        try
        {
            await scenario(conversation);
        }
        finally
        {
            await WriteAsync(own, cluster.Name, conversation.Steps);
        }
        cluster.AssertSound();
        return conversation.Steps;
    }
}
