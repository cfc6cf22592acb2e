namespace KafkaQuiz.Practice.Sleep;

/// <summary>
/// Files that are replaced whole: the new one is written beside the old one, as path.tmp, brought to the disk and renamed. Whoever stops in between, or cannot
/// write, leaves the older file as it was. Only their owner may read them.
/// </summary>
public static class WholeFile
{
    private const int BufferSize = 1 << 16;

    /// <param name="path">The file.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="IOException">It cannot be written, or another writes it now.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = path + ".tmp";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Somebody else who saves there has it open: that fails here, with nothing to clean up.
        await using var file = new FileStream(temporary, options);
        try
        {
            await write(file);
            file.Flush(flushToDisk: true);
            await file.DisposeAsync();
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            await file.DisposeAsync();
            File.Delete(temporary);
            throw;
        }
    }
}
