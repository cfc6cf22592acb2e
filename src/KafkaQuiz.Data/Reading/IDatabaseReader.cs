namespace KafkaQuiz.Data.Reading;

/// <summary>
/// Reads that every request or every answer needs. They go past EF Core, over connections that stay open with their statements prepared:
/// what EF Core adds to such a read (opening, parsing, materialising) costs many times the read itself. All else is read with EF Core.
/// </summary>
public interface IDatabaseReader
{
    /// <summary>Runs <paramref name="work"/> on one consistent state of the database: everything that was committed before, nothing that comes after.</summary>
    /// <param name="work">Short, and over when it returns: it keeps no transaction and no rows.</param>
    /// <param name="cancellationToken">Withdraws work that has not begun.</param>
    ValueTask<T> ReadAsync<T>(Func<IReadTransaction, T> work, CancellationToken cancellationToken);
}

/// <summary>The statements of one piece of work. SQL is portable; values are <c>@p1</c>, <c>@p2</c>, … in order; a statement is prepared once.</summary>
public interface IReadTransaction
{
    /// <returns>The rows, read by <paramref name="read"/>.</returns>
    List<T> Query<T>(string sql, Func<System.Data.Common.DbDataReader, T> read, params ReadOnlySpan<object?> values);
}
