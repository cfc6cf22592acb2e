using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>A cluster that runs already, named by its bootstrap servers: an author's own. Its brokers are left alone.</summary>
public sealed class GivenReplayHost(string bootstrapServers, KafkaHome? home) : IReplayHost
{
    public string Name => "kafka";

    public string? WhyNot(Lab lab) => lab.Definition.Cluster.Machine ? "the lab starts its own servers; set KAFKA_HOME instead of KAFKA_BOOTSTRAP" : null;

    public Task<IReplayCluster> OpenAsync(Lab lab, CancellationToken cancel) => Task.FromResult<IReplayCluster>(new GivenReplayCluster(bootstrapServers, home));
}

/// <summary>See <see cref="GivenReplayHost"/>.</summary>
internal class GivenReplayCluster(string bootstrapServers, KafkaHome? home) : IReplayCluster
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kafkaquiz-replay-").FullName;
    private readonly List<ConsoleTool> _background = [];

    public TimeProvider Time => TimeProvider.System;

    public virtual Task<string?> ServersAsync(CancellationToken cancel) => Task.FromResult<string?>(bootstrapServers);

    public virtual Task<IReadOnlyList<int>> BrokersAsync(CancellationToken cancel) => throw new StepNotHostedException("brokers of a cluster that is not ours are left alone");

    public virtual Task ActAsync(BrokerAction action, int broker, TimeSpan delay, CancellationToken cancel) =>
        throw new StepNotHostedException("brokers of a cluster that is not ours are left alone");

    public Task PassAsync(TimeSpan span, TimeSpan longest, CancellationToken cancel) => Task.Delay(span < longest ? span : longest, cancel);

    public async Task WriteFileAsync(string path, string text, CancellationToken cancel)
    {
        var full = Path.GetFullPath(path, _directory);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await File.WriteAllTextAsync(full, text, cancel);
    }

    public virtual async Task RunAsync(ConsoleStep step, CancellationToken cancel)
    {
        var tool = ConsoleTool.Start(home ?? throw new StepNotHostedException("KAFKA_HOME is needed for its console steps"), step, await ServersAsync(cancel), _directory);
        if (step.Background)
        {
            _background.Add(tool);
            return;
        }
        await using var _ = tool;
        await tool.WaitAsync(cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var tool in _background) await tool.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Where files of the attempt lie.</summary>
    protected string PathOf(string path) => Path.GetFullPath(path, _directory);
}
