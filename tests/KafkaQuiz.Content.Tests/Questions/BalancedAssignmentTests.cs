using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests.Questions;

public sealed class BalancedAssignmentTests
{
    [Fact]
    public void Replicas_and_leaders_differ_by_at_most_one_for_every_size_that_a_bank_may_have()
    {
        for (int owners = 2; owners <= 9; owners++)
        {
            for (int each = 1; each <= owners; each++)
            {
                for (int rows = 2; rows <= 24; rows++)
                    AssertBalanced(owners, each, rows);
            }
        }
    }

    private static void AssertBalanced(int owners, int each, int rows)
    {
        string[] brokers = [.. Enumerable.Range(1, owners).Select(broker => $"{broker}")];
        string[] items = [.. Enumerable.Range(0, rows).Select(partition => $"orders-{partition}")];
        var assignment = Assignor.Balanced(items, brokers, each);
        string size = $"{rows} rows of {each} among {owners}";
        Assert.All(items, item => Assert.Equal(each, assignment[item].Distinct().Count()));
        Assert.True(Spread(assignment.Values.SelectMany(row => row)) <= 1, "replicas: " + size);
        Assert.True(Spread(assignment.Values.Select(row => row[0])) <= 1, "leaders: " + size);

        int Spread(IEnumerable<string> placed)
        {
            var counts = placed.CountBy(broker => broker).ToDictionary();
            int[] all = [.. brokers.Select(broker => counts.GetValueOrDefault(broker))];
            return all.Max() - all.Min();
        }
    }
}
