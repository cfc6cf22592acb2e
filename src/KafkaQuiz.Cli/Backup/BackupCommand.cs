using System.CommandLine;
using KafkaQuiz.Data.Sqlite;
using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Cli.Backup;

/// <summary><c>kafkaquiz backup FILE</c>: a checked, consistent copy of the database, taken while the server runs.</summary>
internal static class BackupCommand
{
    public static Command Make(Speech say)
    {
        var file = new Argument<string>("FILE") { Description = say.Of("만들 백업 파일", "The backup to write") };
        var data = DataFolder.Option(say);
        var force = new Option<bool>("--force") { Description = say.Of("이미 있는 파일을 덮어씁니다", "Replace an existing file") };
        var command = new Command("backup", say.Of("데이터베이스를 백업합니다(서버가 실행 중이어도 됩니다)", "Back up the database, also while the server runs")) { file, data, force };
        command.SetAction(parsed => Run(say, parsed.GetValue(file)!, parsed.GetValue(data), parsed.GetValue(force)));
        return command;
    }

    private static int Run(Speech say, string file, string? data, bool force)
    {
        var database = DataFolder.Database(data);
        if (!File.Exists(database))
            return Fail(say.Of($"데이터베이스가 없습니다: {database}. --data로 폴더를 알려 주세요.", $"There is no database at {database}. Name the folder with --data."));
        if (File.Exists(file) && !force)
            return Fail(say.Of($"이미 있는 파일입니다: {file}. 다른 이름을 쓰거나 --force를 붙이세요.", $"{file} exists. Choose another name or add --force."));
        try
        {
            SqliteBackup.Save(database, file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or SqliteException)
        {
            return Fail(say.Of($"백업하지 못했습니다: {fault.Message}", $"The backup failed: {fault.Message}"));
        }

        Console.WriteLine(say.Of($"백업하고 검사했습니다: {file} ({Size(file)} KiB)", $"Backed up and checked: {file} ({Size(file)} KiB)"));
        return 0;
    }

    private static long Size(string file) => new FileInfo(file).Length / 1024;

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }
}
