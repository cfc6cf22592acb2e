using System.CommandLine;

namespace KafkaQuiz.Cli.Backup;

/// <summary>The server's data folder: <c>--data</c>, else <c>KAFKAQUIZ_DATA</c>, else <c>data</c> in the repository.</summary>
internal static class DataFolder
{
    public static Option<string?> Option(Speech say) => new("--data")
    {
        Description = say.Of("서버의 데이터 폴더(KAFKAQUIZ_DATA)", "The server's data folder (KAFKAQUIZ_DATA)"),
    };

    public static string Database(string? named) => Path.Combine(Folder(named), "kafkaquiz.db");

    public static string Backups(string? named) => Path.Combine(Folder(named), "backups");

    private static string Folder(string? named)
    {
        if (named is { Length: > 0 }) return Path.GetFullPath(named);
        if (Environment.GetEnvironmentVariable("KAFKAQUIZ_DATA") is { Length: > 0 } variable) return Path.GetFullPath(variable);
        return Path.Combine(ContentRoot.Find() ?? Directory.GetCurrentDirectory(), "data");
    }
}
