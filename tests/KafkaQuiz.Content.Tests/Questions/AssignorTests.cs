using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests.Questions;

public sealed class AssignorTests
{
    // The examples of the javadoc of RangeAssignor and RoundRobinAssignor (Kafka 4.3).
    [Fact]
    public void Range_gives_the_first_members_the_rest_of_every_topic()
    {
        string[] items = ["t0-0", "t0-1", "t0-2", "t1-0", "t1-1", "t1-2"];
        Assert.Equal(["t0-0", "t0-1", "t1-0", "t1-1"], Of(Assignor.Range(items, ["C0", "C1"]), "C0"));
        Assert.Equal(["t0-2", "t1-2"], Of(Assignor.Range(items, ["C0", "C1"]), "C1"));
    }

    [Fact]
    public void Round_robin_deals_partitions_out_in_turn()
    {
        string[] items = ["t0-0", "t0-1", "t0-2", "t1-0", "t1-1", "t1-2"];
        Assert.Equal(["t0-0", "t0-2", "t1-1"], Of(Assignor.RoundRobin(items, ["C0", "C1"]), "C0"));
        Assert.Equal(["t0-1", "t1-0", "t1-2"], Of(Assignor.RoundRobin(items, ["C0", "C1"]), "C1"));
    }

    [Fact]
    public void Partition_ten_comes_after_partition_nine()
    {
        string[] items = [.. Enumerable.Range(0, 11).Select(n => $"t-{n}").Order(StringComparer.Ordinal)];
        Assert.Equal(["t-10", "t-6", "t-7", "t-8", "t-9"], Of(Assignor.Range(items, ["C0", "C1"]), "C1").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Balanced_loads_differ_by_at_most_one() =>
        Prop.ForAll(
            Gen.Choose(1, 12).SelectMany(rows => Gen.Choose(2, 6).SelectMany(owners => Gen.Choose(1, owners).Select(each => (rows, owners, each)))).ToArbitrary(),
            size =>
            {
                string[] owners = [.. Enumerable.Range(1, size.owners).Select(n => $"b{n}")];
                var rows = Assignor.Balanced([.. Enumerable.Range(0, size.rows).Select(n => $"t-{n}")], owners, size.each);
                int[] loads = [.. owners.Select(owner => rows.Values.Count(row => row.Contains(owner)))];
                return rows.Values.All(row => row.Distinct().Count() == size.each) && loads.Max() - loads.Min() <= 1;
            }).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Of(Dictionary<string, IReadOnlyList<string>> rows, string owner) =>
        rows.Where(row => row.Value.Contains(owner)).Select(row => row.Key);
}
