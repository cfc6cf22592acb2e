using System.CommandLine;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli.Labs;

/// <summary><c>lab lint [PATH…]</c>: the faults of labs, each with its place and its fix.</summary>
internal static class LabLintCommand
{
    public static Command Make(Speech say)
    {
        var paths = new Argument<string[]>("paths")
        {
            Description = say.Of("검사할 실습 폴더. 생략하면 모두 검사합니다.", "Folders of labs; all where none is named."),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("lint", say.Of("실습 파일을 검사합니다", "Checks the files of labs")) { paths };
        command.SetAction(parsed => Run(say, parsed.GetValue(paths) ?? []));
        return command;
    }

    private static int Run(Speech say, string[] paths)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        if (paths.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path)) is { } missing)
        {
            Console.Error.WriteLine(say.Of($"'{missing}' 파일이나 폴더가 없습니다.", $"There is no file or folder '{missing}'."));
            return 2;
        }
        var faults = ContentLint.Run(root, paths.Length > 0 ? paths : [Path.Combine(root, "labs")]);
        foreach (var fault in faults) Console.WriteLine(fault.In(say.Language));
        var errors = faults.Count(fault => fault.Severity == FaultSeverity.Error);
        Console.WriteLine(say.Of($"오류 {errors}개, 경고 {faults.Count - errors}개", $"{errors} errors, {faults.Count - errors} warnings"));
        return errors == 0 ? 0 : 1;
    }
}
