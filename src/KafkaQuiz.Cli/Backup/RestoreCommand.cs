using System.CommandLine;
using KafkaQuiz.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Cli.Backup;

/// <summary>
/// <c>kafkaquiz restore FILE</c>: puts a backup in the place of the database, also while the server runs; what was there before
/// is kept as a backup of its own.
/// </summary>
internal static class RestoreCommand
{
    public static Command Make(Speech say)
    {
        var file = new Argument<string>("FILE") { Description = say.Of("되돌릴 백업 파일", "The backup to restore") };
        var data = DataFolder.Option(say);
        var command = new Command("restore", say.Of("백업으로 되돌립니다(서버가 실행 중이어도 됩니다)", "Restore a backup, also while the server runs")) { file, data };
        command.SetAction((parsed, cancellationToken) => RunAsync(say, parsed.GetValue(file)!, parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string file, string? data, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return Fail(say.Of($"파일이 없습니다: {file}", $"There is no file {file}"));
        try
        {
            var safety = await SqliteRestore.RunAsync(
                file, DataFolder.Database(data), DataFolder.Backups(data), TimeProvider.System.GetUtcNow(), cancellationToken);
            Console.WriteLine(say.Of($"되돌렸습니다: {file}", $"Restored: {file}"));
            if (safety is not null) Console.WriteLine(say.Of($"이전 상태는 여기에 있습니다: {safety}", $"What was there before is in {safety}"));
            return 0;
        }
        catch (UnknownSchemaException fault)
        {
            return Fail(fault.Message);
        }
        catch (InvalidDataException fault)
        {
            return Fail(say.Of(
                $"손상되었거나 KafkaQuiz 백업이 아닌 파일입니다: {fault.Message}. 아무것도 바꾸지 않았습니다.",
                $"Damaged, or no backup of KafkaQuiz: {fault.Message}. Nothing was changed."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            return Fail(say.Of($"되돌리지 못했고 아무것도 바꾸지 않았습니다: {fault.Message}", $"Not restored, nothing was changed: {fault.Message}"));
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
