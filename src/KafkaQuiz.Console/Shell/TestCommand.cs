using System.Globalization;

namespace KafkaQuiz.Console.Shell;

/// <summary><c>test</c> and <c>[ … ]</c>: -f, -d, -e, -s, -z, -n, =, !=, -eq, -ne, -lt, -le, -gt, -ge, and ! in front.</summary>
internal static class TestCommand
{
    public static async Task<int> RunAsync(BuiltinContext context, CancellationToken cancel) => await JudgeAsync(context.Session, [.. context.Arguments], cancel) ? 0 : 1;

    public static async Task<int> RunBracketAsync(BuiltinContext context, CancellationToken cancel)
    {
        if (context.Arguments.ToArray() is not [.. var words, "]"])
            throw ShellFault.Syntax("[ 뒤에는 ]가 있어야 합니다.", "[ needs a closing ].");
        return await JudgeAsync(context.Session, words, cancel) ? 0 : 1;
    }

    private static async Task<bool> JudgeAsync(ConsoleSession session, string[] words, CancellationToken cancel) => words switch
    {
        [] => false,
        ["!", .. var rest] => !await JudgeAsync(session, rest, cancel),
        [var text] => text.Length > 0,
        ["-f", var path] => await session.FileExistsAsync(path, cancel),
        ["-d", var path] => await session.FolderExistsAsync(path, cancel),
        ["-e", var path] => await session.FileExistsAsync(path, cancel) || await session.FolderExistsAsync(path, cancel),
        ["-s", var path] => await session.ReadFileAsync(path, cancel) is { Length: > 0 },
        ["-z", var text] => text.Length == 0,
        ["-n", var text] => text.Length > 0,
        [var a, "=" or "==", var b] => a == b,
        [var a, "!=", var b] => a != b,
        [var a, "-eq", var b] => Number(a) == Number(b),
        [var a, "-ne", var b] => Number(a) != Number(b),
        [var a, "-lt", var b] => Number(a) < Number(b),
        [var a, "-le", var b] => Number(a) <= Number(b),
        [var a, "-gt", var b] => Number(a) > Number(b),
        [var a, "-ge", var b] => Number(a) >= Number(b),
        _ => throw BuiltinContext.Usage("test -f FILE, test -d FOLDER, test A = B, test N -eq M"),
    };

    private static long Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw ShellFault.Syntax($"test: {text}: 정수가 아닙니다.", $"test: {text}: integer expression expected");
}
