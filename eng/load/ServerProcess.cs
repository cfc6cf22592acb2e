using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KafkaQuiz.Load;

/// <summary>A server of its own on a temporary data folder and a free port; gone, with its data, at the end.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("kafkaquiz-load-");
    private readonly Process process;
    private readonly Queue<string> lastLines = new();

    private ServerProcess(Uri url)
    {
        Url = url;
        string root = Root();
        string server = Path.Combine(root, "src", "KafkaQuiz.Web", "bin", "Release", "net10.0", "KafkaQuiz.Web.dll");
        if (!File.Exists(server)) throw new FileNotFoundException("서버를 먼저 빌드하세요. / Build the server first: dotnet build -c Release src/KafkaQuiz.Web", server);
        process = Process.Start(new ProcessStartInfo("dotnet", [server, "--listen", url.ToString().TrimEnd('/'), "--data", data.FullName, "--content", root, "--rate-limit", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Logging__LogLevel__Default"] = "Warning" },
        })!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; }

    public int Id => process.Id;

    /// <summary>Processor time that the server used so far, on all cores.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The last lines that the server wrote.</summary>
    public string LastLog
    {
        get
        {
            lock (lastLines) return string.Join('\n', lastLines);
        }
    }

    public static async Task<ServerProcess> StartAsync(CancellationToken cancellationToken)
    {
        var server = new ServerProcess(new Uri($"http://127.0.0.1:{FreePort()}"));
        using var http = new HttpClient { BaseAddress = server.Url };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            if (server.process.HasExited) throw new InvalidOperationException("The server ended:\n" + server.LastLog);
            try
            {
                if ((await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token)).IsSuccessStatusCode) return server;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100, limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        data.Delete(recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (lastLines)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > 100) lastLines.Dequeue();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "KafkaQuiz.sln"))) return folder.FullName;
        throw new InvalidOperationException("The load runner runs outside of the source tree: name a server with --url.");
    }
}
