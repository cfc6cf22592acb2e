namespace KafkaQuiz.Data.Sqlite;

/// <summary>A lock between processes on one machine that ends with the process, however it ends.</summary>
internal static class ExclusiveFile
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for the lock and holds it until the result is disposed.</summary>
    public static async Task<IDisposable> TakeAsync(string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (File.Exists(file))
            {
                await Task.Delay(Retry, cancellationToken);
            }
        }
    }
}
