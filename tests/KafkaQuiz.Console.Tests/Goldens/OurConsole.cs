namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>Runs command lines in one session of the console.</summary>
internal sealed class OurConsole : IAsyncDisposable
{
    /// <summary>The folder of scenarios about a node's files.</summary>
    public const string Work = "/work";

    private readonly Dictionary<string, string> _aliases;
    private readonly Dictionary<string, (Task<int> Running, CancellationTokenSource Stop)> _started = [];

    public OurConsole(string bootstrapServers, IConsoleMachine? machine = null)
    {
        _aliases = new() { ["localhost:9092"] = bootstrapServers };
        Session = new ConsoleSession(ConsoleCluster.Known(bootstrapServers, _aliases))
        {
            Limits = new ConsoleLimits { Time = TimeSpan.FromSeconds(20), Unreachable = TimeSpan.FromSeconds(1) },
            Language = ConsoleLanguage.English,
            Machine = machine,
        };
    }

    public ConsoleSession Session { get; }

    /// <summary>Lets an address lead to itself.</summary>
    public void Know(string address) => _aliases[address] = address;

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
        await Session.DisposeAsync();
    }
}
