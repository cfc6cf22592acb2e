using System.Reflection;

namespace KafkaQuiz.Differential.Tests.Allowed;

/// <summary>The list is no longer than it has to be, and the suite no shorter than it says.</summary>
public sealed class AllowedDifferencesTests
{
    private static readonly List<MethodInfo> Scenarios = [.. typeof(DifferentialTest).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.GetCustomAttribute<ScenarioAttribute>() is not null)];

    [NeedsKafka]
    public void Every_allowed_difference_is_still_there()
    {
        Assert.SkipWhen(AllowedDifferences.Compared < Scenarios.Count, $"Only {AllowedDifferences.Compared} of {Scenarios.Count} scenarios were compared in this run");
        Assert.Empty(AllowedDifferences.Unused);
    }

    [Fact]
    public void Every_allowed_difference_says_why() => Assert.All(AllowedDifferences.All, allowed => Assert.EndsWith(".", allowed.Why, StringComparison.Ordinal));
}
