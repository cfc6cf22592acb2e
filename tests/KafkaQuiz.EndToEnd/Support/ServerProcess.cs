using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace KafkaQuiz.EndToEnd.Support;

/// <summary>
/// The built product as its user runs it: a process of its own, on a free port, over a data folder that outlives it, so that a test can
/// kill it and start it again.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>What the server printed so far.</summary>
    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    /// <summary>Starts the server over <paramref name="data"/> and waits until it is ready.</summary>
    /// <param name="port">The port to listen at; 0 takes a free one.</param>
    /// <param name="runtimeConfig">A runtimeconfig.json to use in place of the built one.</param>
    public static async Task<ServerProcess> StartAsync(
        string data, CancellationToken cancel, int port = 0, IReadOnlyDictionary<string, string>? environment = null, string? runtimeConfig = null)
    {
        if (port == 0) port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (runtimeConfig is not null)
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add("--runtimeconfig");
            start.ArgumentList.Add(runtimeConfig);
        }

        start.ArgumentList.Add(Repository.WebDll);
        foreach (var inherited in start.Environment.Keys.Where(k => k.StartsWith("KAFKAQUIZ_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        start.Environment["KAFKAQUIZ_DATA"] = data;
        start.Environment["KAFKAQUIZ_LISTEN"] = address.ToString().TrimEnd('/');
        start.Environment["KAFKAQUIZ_RATE_LIMIT"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;

        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var server = new ServerProcess(process, address);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await server.UntilReadyAsync(cancel);
        return server;
    }

    /// <summary>An HTTP client with its own cookies.</summary>
    public HttpClient Client(bool followRedirects = true) =>
        new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = followRedirects }) { BaseAddress = Address };

    /// <summary>kill -9: no handler of the process runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>SIGTERM, as a service manager stops it; returns the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancel)
    {
        if (Terminate(_process.Id, 15) != 0) throw new InvalidOperationException("The server could not be signalled.");
        await _process.WaitForExitAsync(cancel);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task UntilReadyAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(StartLimit);
        using var http = new HttpClient { BaseAddress = Address };
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with code {_process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new TimeoutException($"The server was not ready within {StartLimit.TotalSeconds} s:\n{Output}");
            }

            await Task.Delay(50, cancel); // polling a process that has no other way to tell
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Terminate(int process, int signal);
}
