using KafkaQuiz.Differential.Tests;
using KafkaQuiz.Differential.Tests.Clusters;
using Xunit.Sdk;
using Xunit.v3;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer(typeof(ScenariosFirst))]

namespace KafkaQuiz.Differential.Tests;

/// <summary>The scenarios of all categories.</summary>
[CollectionDefinition(nameof(BothClusters))]
public sealed class BothClusters : ICollectionFixture<ClusterPair>;

/// <summary>What is said of all scenarios comes after them.</summary>
public sealed class ScenariosFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => c.TestCollectionDisplayName == nameof(BothClusters) ? 0 : 1)];
}
