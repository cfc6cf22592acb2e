using System.Runtime.CompilerServices;
using KafkaQuiz.Console;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Bench;

/// <summary>The practice machine as the console's tools see it.</summary>
internal sealed class MachineOfConsole(PracticeMachine machine) : IConsoleMachine
{
    private readonly ConditionalWeakTable<PracticeServer, Server> _servers = [];

    public IReadOnlyList<IMachineServer> Servers => [.. machine.Servers.Where(server => server.ExitCode is null).Select(Of)];

    public async Task<MachineResult> FormatAsync(string properties, MachineFormat options, CancellationToken cancel)
    {
        var result = await machine.FormatAsync(properties, new StorageFormat(options.ClusterId)
        {
            IgnoresFormatted = options.IgnoreFormatted,
            IsStandalone = options.Standalone,
            HasNoInitialControllers = options.NoInitialControllers,
            InitialControllers = options.InitialControllers,
            ReleaseVersion = options.ReleaseVersion,
            Features = options.Features,
        }).WaitAsync(cancel);
        return Shown(result);
    }

    public async Task<MachineResult> StorageInfoAsync(string properties, CancellationToken cancel) => Shown(await machine.StorageInfoAsync(properties).WaitAsync(cancel));

    public async Task<IMachineServer> StartAsync(string properties, CancellationToken cancel) => Of(await machine.StartAsync(properties).WaitAsync(cancel));

    public async Task<bool> SignalAsync(int processId, MachineSignal signal, CancellationToken cancel)
    {
        if (machine.Servers.FirstOrDefault(server => server.ProcessId == processId && server.ExitCode is null) is not { } server) return false;
        try
        {
            await (signal switch
            {
                MachineSignal.Terminate => machine.StopAsync(server),
                MachineSignal.Kill => machine.KillAsync(server),
                MachineSignal.Stop => machine.HangAsync(server),
                _ => machine.ResumeAsync(server),
            }).WaitAsync(cancel);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // It sleeps: a terminal that ends takes no server with it.
            return false;
        }
    }

    public Task<IReadOnlyDictionary<string, string?>?> ListAsync(string path, CancellationToken cancel) => machine.ListAsync(path).WaitAsync(cancel);

    public Task DeleteAsync(string path, CancellationToken cancel) => machine.DeleteDirectoryAsync(path).WaitAsync(cancel);

    public bool IsHere(string host) => machine.IsHere(host);

    public Task<string?> ResolveAsync(string host, int port, CancellationToken cancel) => machine.ResolveAsync(host, port).WaitAsync(cancel);

    /// <summary>Kafka's tools print why they failed on standard error.</summary>
    private static MachineResult Shown(ScriptResult result) => result.ExitCode == 0 ? new(0, result.Output, "") : new(result.ExitCode, "", result.Output);

    private Server Of(PracticeServer server) => _servers.GetValue(server, one => new Server(one));

    private sealed class Server(PracticeServer server) : IMachineServer
    {
        public int ProcessId => server.ProcessId;

        public string Properties => server.Properties;

        public bool IsHung => server.IsHung;

        public int? ExitCode => server.ExitCode;

        public IAsyncEnumerable<string> ReadLogAsync(CancellationToken cancel) => server.ReadLogAsync(cancel);
    }
}
