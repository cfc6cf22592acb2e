using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli.Content;

/// <summary>
/// <c>content preview ID [--port]</c>: the live page of one question. Starts the web application with <c>KAFKAQUIZ_PREVIEW=1</c> on a database of its
/// own; its route <c>/preview/SECTION/ID</c> shows the files as they are now. Faults are printed as soon as a file is saved.
/// </summary>
internal static class PreviewCommand
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(500);

    public static Command Make(Speech say)
    {
        var id = new Argument<string>("id") { Description = say.Of("문제 id (예: 4.3/idle-consumer)", "Id of the question, such as 4.3/idle-consumer") };
        var port = new Option<int>("--port") { Description = say.Of("포트", "Port"), DefaultValueFactory = _ => 5081 };
        var command = new Command("preview", say.Of("고치는 동안 문제 하나의 화면을 봅니다", "Shows the live page of a question while it is edited")) { id, port };
        command.SetAction((parsed, cancel) => Run(say, parsed.GetValue(id)!, parsed.GetValue(port), cancel));
        return command;
    }

    private static async Task<int> Run(Speech say, string id, int port, CancellationToken cancel)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        var watch = new ContentWatch(root, TimeProvider.System);
        if (watch.Current.Content?.Question(id) is null && !watch.Current.HasErrors)
        {
            Console.Error.WriteLine(say.Of($"'{id}' 문제가 없습니다.", $"There is no question '{id}'."));
            return 1;
        }

        string program = Path.Combine(root, "src", "KafkaQuiz.Web", "bin", "Release", "net10.0", "KafkaQuiz.Web.dll");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine(say.Of("웹 애플리케이션이 아직 빌드되지 않았습니다. ./run을 한 번 실행하세요.", "The web application is not built yet: run ./run once."));
            return 2;
        }

        string data = Directory.CreateTempSubdirectory("kafkaquiz-preview-").FullName;
        try
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
            using var web = Start(program, root, data, address);
            Console.WriteLine($"{address}/preview/{id}");
            Console.WriteLine(say.Of("파일을 저장하면 화면이 바뀝니다. Ctrl+C로 끝냅니다.", "The page follows the file as it is saved. Ctrl+C ends."));
            await Report(say, watch, web, cancel);
            return web.HasExited ? web.ExitCode : 0;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Process Start(string program, string root, string data, string address)
    {
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = root };
        start.Environment["KAFKAQUIZ_PREVIEW"] = "1";
        start.Environment["KAFKAQUIZ_LISTEN"] = address;
        start.Environment["KAFKAQUIZ_DATA"] = data;
        start.Environment["KAFKAQUIZ_CONTENT"] = root;
        return Process.Start(start)!;
    }

    private static async Task Report(Speech say, ContentWatch watch, Process web, CancellationToken cancel)
    {
        string shown = "";
        try
        {
            while (!web.HasExited)
            {
                if (watch.Version != shown)
                {
                    shown = watch.Version;
                    foreach (var fault in watch.Current.Faults)
                        Console.WriteLine(fault.In(say.Language));
                }

                await Task.Delay(look, cancel);
            }
        }
        catch (OperationCanceledException)
        {
            web.Kill(entireProcessTree: true);
            await web.WaitForExitAsync(CancellationToken.None);
        }
    }
}
