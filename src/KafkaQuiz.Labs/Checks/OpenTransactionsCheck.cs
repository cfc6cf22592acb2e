using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class OpenTransactionsCheck
{
    /// <summary>States in which a coordinator is still going to end the transaction.</summary>
    private static readonly string[] underWay = ["Ongoing", "PrepareCommit", "PrepareAbort", "PrepareEpochFence"];

    public static CheckVerdict Evaluate(OpenTransactions check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var hanging = check.Hanging ? Words.Text("끝나지 않고 매달린 ", "hanging ") : Words.Text("열려 있는 ", "open ");
        var expected = Words.Text($"{check.Topic}에 {hanging.Ko}트랜잭션 {wanted.Ko}개", $"{wanted.En} {hanging.En}transactions in {check.Topic}");
        if (!Scene.TryRead(scene.Now.Producers, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        var open = seen.Producers.Where(producer => producer.OpenSince is not null).ToList();
        if (check.Hanging && open.Count > 0)
        {
            if (!Scene.TryRead(scene.Now.Transactions, "transactions", expected, out var transactions, out unknown)) return unknown;
            var alive = (transactions.Value?.Transactions ?? []).Where(one => underWay.Contains(one.State)).Select(one => one.ProducerId).ToHashSet();
            open.RemoveAll(producer => alive.Contains(producer.ProducerId));
        }
        var list = open.Count == 0 ? "" : ": " + Words.Few(open.Select(producer => $"{check.Topic}-{producer.Partition}@{producer.OpenSince}"));
        return CheckVerdict.Of(
            check.Count.Holds(open.Count), expected, Words.Text($"{hanging.Ko}트랜잭션 {open.Count}개{list}", $"{open.Count} {hanging.En}transactions{list}"), reading.Source);
    }
}
