using System.CommandLine;
using KafkaQuiz.Content;
using Spectre.Console;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>content lint [PATH…]</c>: every fault with its place and its fix.</summary>
internal static class LintCommand
{
    public static Command Make(Speech say)
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = say.Of("검사할 파일이나 폴더. 생략하면 모두 검사합니다.", "Files or folders; all where none is named."),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("lint", say.Of("문제와 실습 파일을 검사합니다", "Checks the files of questions and labs")) { paths };
        command.SetAction(parsed => Run(say, parsed.GetValue(paths) ?? []));
        return command;
    }

    private static int Run(Speech say, string[] paths)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            Console.Error.WriteLine(say.Of($"'{missing}' 파일이나 폴더가 없습니다.", $"There is no file or folder '{missing}'."));
            return 2;
        }

        var faults = ContentLint.Run(root, paths);
        foreach (var fault in faults)
            Write(say, fault);
        int errors = faults.Count(fault => fault.Severity == FaultSeverity.Error);
        int warnings = faults.Count - errors;
        Console.WriteLine(say.Of($"오류 {errors}개, 경고 {warnings}개", $"{errors} errors, {warnings} warnings"));
        return errors == 0 ? 0 : 1;
    }

    private static void Write(Speech say, Fault fault)
    {
        string color = fault.Severity == FaultSeverity.Error ? "red" : "yellow";
        if (AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected)
            AnsiConsole.MarkupLine($"[{color}]●[/] {Markup.Escape(fault.In(say.Language))}");
        else
            Console.WriteLine(fault.In(say.Language));
    }
}
