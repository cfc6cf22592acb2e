using KafkaQuiz.Differential.Tests;
using KafkaQuiz.Differential.Tests.Clusters;
using Xunit.Sdk;
using Xunit.v3;

[assembly: AssemblyFixture(typeof(ClusterPair))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer(typeof(WholeClustersFirst))]

namespace KafkaQuiz.Differential.Tests;

/// <summary>Scenarios that break no broker: epochs are still those of the start.</summary>
[CollectionDefinition(nameof(WholeClusters))]
public sealed class WholeClusters;

/// <summary>Scenarios that break brokers, the same on both clusters.</summary>
[CollectionDefinition(nameof(BrokenBrokers))]
public sealed class BrokenBrokers;

/// <summary>Scenarios that break a broker that chance decides on: afterwards epochs differ.</summary>
[CollectionDefinition(nameof(BrokenByChance))]
public sealed class BrokenByChance;

/// <summary>Runs the collections in the order of their declaration; what is said of all scenarios comes after them.</summary>
public sealed class WholeClustersFirst : ITestCollectionOrderer
{
    private static readonly List<string> Order = [nameof(WholeClusters), nameof(BrokenBrokers), nameof(BrokenByChance)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => (uint)Order.IndexOf(c.TestCollectionDisplayName))];
}
