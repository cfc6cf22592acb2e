namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>Runs command lines in one session of the console.</summary>
internal sealed class OurConsole(string bootstrapServers) : IAsyncDisposable
{
    private readonly Dictionary<string, (Task<int> Running, CancellationTokenSource Stop)> _started = [];

    public ConsoleSession Session { get; } = new(ConsoleCluster.Known(bootstrapServers, new Dictionary<string, string> { ["localhost:9092"] = bootstrapServers }))
    {
        Limits = new ConsoleLimits { Time = TimeSpan.FromSeconds(20), Unreachable = TimeSpan.FromSeconds(1) },
        Language = ConsoleLanguage.English,
    };

    public async Task<Printed> RunAsync(string command, CancellationToken cancel)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await KafkaConsole.RunAsync(command, Session, new ConsoleStreams(output, error), cancel);
        return new Printed(output.ToString(), error.ToString(), code);
    }

    public void StartInBackground(string name, string command)
    {
        var stop = new CancellationTokenSource();
        _started[name] = (KafkaConsole.RunAsync(command, new ConsoleSession(Session.Cluster), new ConsoleStreams(TextWriter.Null, TextWriter.Null), stop.Token), stop);
    }

    public async Task StopAsync(string name)
    {
        var (running, stop) = _started[name];
        _started.Remove(name);
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _started.Keys.ToList())
            await StopAsync(name);
    }
}
