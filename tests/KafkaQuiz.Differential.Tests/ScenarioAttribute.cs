using System.Runtime.CompilerServices;
using KafkaQuiz.Labs.LocalKafka;
using Xunit.Sdk;
using Xunit.v3;

namespace KafkaQuiz.Differential.Tests;

/// <summary>A scenario that both clusters run. Where there is no real Kafka there are no scenarios: <see cref="RealKafkaIsThereTests"/> is skipped in place of all.</summary>
[XunitTestCaseDiscoverer(typeof(WhereKafkaIs))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenarioAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

/// <summary>A test of the suite itself that makes no sense where no scenario runs.</summary>
[XunitTestCaseDiscoverer(typeof(WhereKafkaIs))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsKafkaAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

/// <summary>See <see cref="ScenarioAttribute"/>.</summary>
public sealed class WhereKafkaIs : IXunitTestCaseDiscoverer
{
    public ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        KafkaHome.Find(out _) is null ? new([]) : new FactDiscoverer().Discover(discoveryOptions, testMethod, factAttribute);
}
