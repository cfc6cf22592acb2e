using System.Globalization;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// A folder in which an attempt writes properties, formats storage and starts real servers, at the very ports that it names. Tools that start and stop servers are
/// run as processes that end with this one; the others as they are.
/// </summary>
internal sealed class KafkaMachine(KafkaHome home, Lab lab) : GivenReplayCluster(string.Join(',', lab.Servers), home)
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(20);
    private readonly KafkaHome _home = home;
    private readonly List<KafkaNode> _nodes = [];

    public override async Task<string?> ServersAsync(CancellationToken cancel) => _nodes.Exists(node => !node.HasEnded) ? await base.ServersAsync(cancel) : null;

    public override Task<IReadOnlyList<int>> BrokersAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<int>>([.. _nodes.Select(node => node.Id).Distinct()]);

    public override async Task ActAsync(BrokerAction action, int broker, TimeSpan delay, CancellationToken cancel)
    {
        var node = _nodes.Last(node => node.Id == broker);
        switch (action)
        {
            case BrokerAction.Stop: await node.SignalAsync("TERM", cancel); break;
            case BrokerAction.Kill: await node.SignalAsync("KILL", cancel); break;
            case BrokerAction.Start when node.HasEnded: await StartAsync(node.Properties, cancel); break;
            default: throw new StepNotHostedException($"not on a machine of real servers ({action})");
        }
    }

    public override async Task RunAsync(ConsoleStep step, CancellationToken cancel)
    {
        var words = ConsoleCommand.Split(step.Run);
        switch (Path.GetFileNameWithoutExtension(words[0]))
        {
            case "kafka-server-start":
                await StartAsync(PathOf(words.Last(word => word.EndsWith(".properties", StringComparison.Ordinal))), cancel);
                break;
            case "kafka-server-stop":
                var id = words.SkipWhile(word => !word.StartsWith("--node-id", StringComparison.Ordinal)).Select(word => word.Split('=').Last()).LastOrDefault();
                foreach (var node in _nodes.Where(node => !node.HasEnded && (id is null || node.Id.ToString(CultureInfo.InvariantCulture) == id))) await node.SignalAsync("TERM", cancel);
                break;
            default:
                await base.RunAsync(step, cancel);
                break;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Starts a server and gives it time to serve. One that refuses its properties has ended: what a learner would see.</summary>
    private async Task StartAsync(string file, CancellationToken cancel)
    {
        var line = (await File.ReadAllLinesAsync(file, cancel)).FirstOrDefault(line => line.StartsWith("node.id=", StringComparison.Ordinal));
        var node = KafkaNode.Start(int.Parse(line?["node.id=".Length..].Trim() ?? "0", CultureInfo.InvariantCulture), _home, file, PathOf("."));
        _nodes.Add(node);
        try
        {
            // A voter of a quorum whose others are not there yet does not serve: it is waited for no longer than this.
            await node.WaitUntilServingAsync(_nodes.Count > 1 || lab.Servers.Count > 1 ? TimeSpan.FromSeconds(6) : Start, cancel);
        }
        catch (InvalidOperationException)
        {
            // Ended or not serving yet: the grader sees which.
        }
    }
}
