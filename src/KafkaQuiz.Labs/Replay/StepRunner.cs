using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Setup;

namespace KafkaQuiz.Labs.Replay;

/// <summary>
/// Does what a learner would: the steps of solutions and wrong attempts, on a throw-away cluster. Confluent.Kafka plays the learner's application;
/// console steps are Kafka's own tools as the cluster's kind has them.
/// </summary>
internal sealed class StepRunner(IReplayCluster cluster, LabLook look) : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Longest real time that a step waits for what follows from it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private IAdminClient? _admin;
    private string? _adminOf;

    public async Task RunAsync(LabStep step, CancellationToken cancel)
    {
        switch (step)
        {
            case CreateTopic create: await CreateAsync(create, cancel); break;
            case DeleteTopic delete: await DeleteAsync(delete, cancel); break;
            case Produce produce: await SetupSteps.ProduceAsync(new ProducerConfig { BootstrapServers = await ServersAsync(cancel), Acks = Acks.All }, produce, cancel); break;
            case Consume consume:
                var servers = await ServersAsync(cancel);
                await Task.Run(() => ConsumeSteps.Run(servers, consume, cancel), cancel);
                break;
            case ConsoleStep console: await cluster.RunAsync(console, cancel); break;
            case Answer answer: await look.AnswerAsync(answer, cancel); break;
            case WriteFile file: await cluster.WriteFileAsync(file.Path, file.Text, cancel); break;
            case BrokerStep broker: await ActAsync(broker, cancel); break;
            case Advance advance: await cluster.PassAsync(advance.Span, TimeSpan.FromSeconds(5), cancel); break;
            case WaitFor wait: await WaitAsync(wait, cancel); break;
            default: throw new InvalidOperationException($"No runner for {step.GetType().Name}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_admin is { } admin) await Task.Run(admin.Dispose);
    }

    private async Task<string> ServersAsync(CancellationToken cancel) =>
        await cluster.ServersAsync(cancel) ?? throw new InvalidOperationException("No broker has been started yet.");

    private async Task<IAdminClient> AdminAsync(CancellationToken cancel)
    {
        var servers = await ServersAsync(cancel);
        if (_admin is not null && _adminOf == servers) return _admin;
        if (_admin is { } old) await Task.Run(old.Dispose, cancel);
        _adminOf = servers;
        return _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Creates a topic; one that was just deleted may take a moment to be gone.</summary>
    private async Task CreateAsync(CreateTopic step, CancellationToken cancel)
    {
        await SetupSteps.CreateAsync(await AdminAsync(cancel), step, cancel);
        await UntilAsync(async () => await PartitionsAsync(step.Topic, cancel) == step.Partitions, $"{step.Topic} has its leaders", cancel);
    }

    private async Task DeleteAsync(DeleteTopic step, CancellationToken cancel)
    {
        await (await AdminAsync(cancel)).DeleteTopicsAsync([step.Topic], new DeleteTopicsOptions { OperationTimeout = Limit, RequestTimeout = Limit }).WaitAsync(cancel);
        await UntilAsync(async () => await PartitionsAsync(step.Topic, cancel) == 0, $"{step.Topic} is gone", cancel);
    }

    /// <summary>Partitions of a topic that have a leader.</summary>
    private async Task<int> PartitionsAsync(string topic, CancellationToken cancel)
    {
        try
        {
            var described = await (await AdminAsync(cancel)).DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions()).WaitAsync(cancel);
            return described.TopicDescriptions[0].Partitions.Count(partition => partition.Leader is { Id: >= 0 });
        }
        catch (DescribeTopicsException)
        {
            return 0;
        }
    }

    /// <summary>What follows from it is waited for: that the others know a broker to be gone, that its replicas are in sync again.</summary>
    private async Task ActAsync(BrokerStep step, CancellationToken cancel)
    {
        IReadOnlyList<int> brokers = step.Broker is { } id ? [id]
            : step.Fact is { } fact ? [int.Parse(await look.FindAsync(fact, 0, cancel), CultureInfo.InvariantCulture)]
            : await cluster.BrokersAsync(cancel);
        foreach (var broker in brokers) await cluster.ActAsync(step.Action, broker, step.Delay, cancel);
        switch (step.Action)
        {
            case BrokerAction.Start or BrokerAction.Heal:
                await UntilAsync(async () => await AreInSyncAsync(brokers, cancel), $"brokers {string.Join(", ", brokers)} are in sync", cancel);
                break;
            case BrokerAction.Stop or BrokerAction.Kill or BrokerAction.Hang or BrokerAction.CutOff:
                // Without a majority of controllers nobody takes note; the step goes on then.
                await PollAsync(async () => await AreGoneAsync(brokers, cancel), TimeSpan.FromSeconds(20), cancel);
                break;
        }
    }

    private async Task<bool> AreInSyncAsync(IReadOnlyList<int> brokers, CancellationToken cancel)
    {
        if (await MetadataAsync(cancel) is not { } metadata) return false;
        var live = metadata.Brokers.Select(broker => broker.BrokerId).ToHashSet();
        return brokers.All(live.Contains) && metadata.Topics.SelectMany(topic => topic.Partitions).Where(partition => brokers.Intersect(partition.Replicas).Any())
            .All(partition => partition.Leader >= 0 && brokers.Intersect(partition.Replicas).All(partition.InSyncReplicas.Contains));
    }

    private async Task<bool> AreGoneAsync(IReadOnlyList<int> brokers, CancellationToken cancel) =>
        await MetadataAsync(cancel) is { } metadata
        && !metadata.Brokers.Any(broker => brokers.Contains(broker.BrokerId))
        && !metadata.Topics.SelectMany(topic => topic.Partitions).Any(partition => brokers.Contains(partition.Leader));

    private async Task<Metadata?> MetadataAsync(CancellationToken cancel)
    {
        var admin = await AdminAsync(cancel);
        try
        {
            return await Task.Run(() => admin.GetMetadata(TimeSpan.FromSeconds(2)), cancel);
        }
        catch (KafkaException)
        {
            return null;
        }
    }

    private async Task WaitAsync(WaitFor step, CancellationToken cancel)
    {
        CheckVerdict? last = null;
        // Members of groups are programs of their own: they need real time, and a jump would end their sessions.
        if (step.For.Everything().Any(check => check is GroupState or GroupMembers or GroupAssignment or GroupExists or GroupLag or CommittedOffset or CommittedPosition))
        {
            var began = TimeProvider.System.GetTimestamp();
            while ((last = await look.CheckAsync(step.For, cancel)).Outcome != CheckOutcome.Holds && TimeProvider.System.GetElapsedTime(began) < Patience)
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            Demand(step, last);
            return;
        }
        var span = TimeSpan.FromSeconds(1);
        for (var passed = TimeSpan.Zero; passed < step.AtMost; passed += span, span = Doubled(span, step.AtMost - passed))
        {
            last = await look.CheckAsync(step.For, cancel);
            if (last.Outcome == CheckOutcome.Holds) return;
            await cluster.PassAsync(span, TimeSpan.FromSeconds(1), cancel);
            await look.GradeAsync(cancel);
        }
        last = await look.CheckAsync(step.For, cancel);
        var end = cluster.Time.GetTimestamp();
        while (last.Outcome != CheckOutcome.Holds && cluster.Time.GetElapsedTime(end) < Patience)
        {
            await cluster.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), cancel);
            last = await look.CheckAsync(step.For, cancel);
        }
        Demand(step, last);
    }

    private static void Demand(WaitFor step, CheckVerdict last)
    {
        if (last.Outcome != CheckOutcome.Holds)
            throw new TimeoutException($"Not within {step.AtMost}: {step.For.GetType().Name}; expected {last.Expected.En}, observed {last.Observed.En}.");
    }

    private static TimeSpan Doubled(TimeSpan span, TimeSpan left) => span * 2 < left ? span * 2 : left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);

    private async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancel)
    {
        if (!await PollAsync(condition, Patience, cancel)) throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {what}.");
    }

    /// <summary>Asks until it is so, at most so long by the cluster's clock.</summary>
    private async Task<bool> PollAsync(Func<Task<bool>> condition, TimeSpan most, CancellationToken cancel)
    {
        var pause = TimeSpan.FromMilliseconds(100);
        for (var passed = TimeSpan.Zero; passed < most; passed += pause)
        {
            if (await condition()) return true;
            if (passed > TimeSpan.FromSeconds(1)) pause = TimeSpan.FromMilliseconds(500);
            await cluster.PassAsync(pause, pause, cancel);
        }
        return await condition();
    }
}
