using System.Diagnostics;
using System.Text;

namespace KafkaQuiz.Cli.Tests;

/// <summary>The command line as a program of its own.</summary>
internal static class CliProgram
{
    /// <summary>The folder that holds KafkaQuiz.sln.</summary>
    public static string Repository { get; } = Find();

    /// <summary>A process that is not started yet, speaking Korean unless told otherwise.</summary>
    public static ProcessStartInfo Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "kafkaquiz.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("KAFKAQUIZ_LANG");
        return start;
    }

    /// <summary>Runs it to its end and gives what it wrote on standard output and, after it, on standard error.</summary>
    public static Task<(int Code, string Output)> RunAsync(string[] args, string input = "") => RunAsync(Start(args), input);

    /// <summary>The same of a process that was made ready by <see cref="Start"/>.</summary>
    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, string input = "")
    {
        using var process = Process.Start(start)!;
        var cancel = TestContext.Current.CancellationToken;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancel);
        var output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, output + await errors);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "KafkaQuiz.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
