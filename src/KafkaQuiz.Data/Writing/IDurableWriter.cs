using KafkaQuiz.Data.Reading;

namespace KafkaQuiz.Data.Writing;

/// <summary>
/// Writes that are many and small. Those that wait at the same moment share one transaction and one sync of the disk, so that the cost of
/// durability is divided among them; each is still all or nothing on its own.
/// </summary>
public interface IDurableWriter
{
    /// <summary>Runs <paramref name="work"/> inside a write transaction and answers with its result once that is on disk.</summary>
    /// <param name="work">
    /// Short: others wait behind it. It may run again if a commit had to be repeated, so it has no effect but on the database. What it throws
    /// reaches the caller, and what it wrote until then is undone.
    /// </param>
    /// <param name="cancellationToken">Withdraws work that has not begun; work that has begun is finished.</param>
    Task<T> WriteAsync<T>(Func<IWriteTransaction, T> work, CancellationToken cancellationToken);
}

/// <summary>The statements of one piece of work.</summary>
public interface IWriteTransaction : IReadTransaction
{
    /// <returns>Number of rows changed.</returns>
    int Execute(string sql, params ReadOnlySpan<object?> values);
}
