using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class TransactionStateCheck
{
    public static CheckVerdict Evaluate(TransactionState check, Scene scene)
    {
        var states = string.Join(" / ", check.Is);
        var expected = Words.Text($"트랜잭션 ID {check.Id}의 상태 {states}", $"state of transactional id {check.Id}: {states}");
        if (!Scene.TryRead(scene.Now.Transactions, "transactions", expected, out var reading, out var unknown)) return unknown;
        if (reading.Value?.Transactions.FirstOrDefault(seen => seen.Id == check.Id) is not { } transaction)
            return CheckVerdict.Of(false, expected, Words.Text($"트랜잭션 ID {check.Id}가 없습니다", $"there is no transactional id {check.Id}"), reading.Source);
        var holds = check.Is.Any(state => string.Equals(state.Replace("-", "", StringComparison.Ordinal), transaction.State, StringComparison.OrdinalIgnoreCase));
        return CheckVerdict.Of(holds, expected, Words.Text($"상태 {transaction.State}", $"state {transaction.State}"), reading.Source);
    }
}
