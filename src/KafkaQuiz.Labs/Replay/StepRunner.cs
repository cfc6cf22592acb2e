using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Setup;

namespace KafkaQuiz.Labs.Replay;

/// <summary>
/// Does what a learner would: the steps of solutions and wrong attempts, on an author's throw-away cluster. Confluent.Kafka plays the learner's
/// application; console steps run Kafka's own tools from <see cref="KafkaHome"/>.
/// </summary>
internal sealed class StepRunner : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _bootstrap;
    private readonly KafkaHome? _home;
    private readonly IAdminClient _admin;
    private readonly List<ConsoleTool> _background = [];

    public StepRunner(string bootstrap, KafkaHome? home)
    {
        _bootstrap = bootstrap;
        _home = home;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler((_, _) => { }).Build();
    }

    /// <summary>Runs a step. Answers are no matter of the cluster: whoever grades takes them.</summary>
    public async Task RunAsync(LabStep step, CancellationToken cancel)
    {
        switch (step)
        {
            case CreateTopic create: await CreateAsync(create, cancel); break;
            case DeleteTopic delete: await DeleteAsync(delete, cancel); break;
            case Produce produce: await SetupSteps.ProduceAsync(new ProducerConfig { BootstrapServers = _bootstrap, Acks = Acks.All }, produce, cancel); break;
            case Consume consume: await Task.Run(() => ConsumeSteps.Run(_bootstrap, consume, cancel), cancel); break;
            case ConsoleStep console: await ConsoleAsync(console, cancel); break;
            default: throw new InvalidOperationException($"No runner for {step.GetType().Name}.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tool in _background) await tool.DisposeAsync();
        await Task.Run(_admin.Dispose);
    }

    /// <summary>Creates a topic; one that was just deleted may take a moment to be gone.</summary>
    private async Task CreateAsync(CreateTopic step, CancellationToken cancel)
    {
        await SetupSteps.CreateAsync(_admin, step, cancel);
        await UntilAsync(async () => await PartitionsAsync(step.Topic, cancel) == step.Partitions, $"{step.Topic} has its leaders", cancel);
    }

    private async Task DeleteAsync(DeleteTopic step, CancellationToken cancel)
    {
        await _admin.DeleteTopicsAsync([step.Topic], new DeleteTopicsOptions { OperationTimeout = Limit, RequestTimeout = Limit }).WaitAsync(cancel);
        await UntilAsync(async () => await PartitionsAsync(step.Topic, cancel) == 0, $"{step.Topic} is gone", cancel);
    }

    /// <summary>Partitions of a topic that have a leader.</summary>
    private async Task<int> PartitionsAsync(string topic, CancellationToken cancel)
    {
        try
        {
            var described = await _admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions()).WaitAsync(cancel);
            return described.TopicDescriptions[0].Partitions.Count(partition => partition.Leader is { Id: >= 0 });
        }
        catch (DescribeTopicsException)
        {
            return 0;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        try
        {
            while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {Limit.TotalSeconds:0} s: {what}.");
        }
    }

    private async Task ConsoleAsync(ConsoleStep step, CancellationToken cancel)
    {
        var home = _home ?? throw new ToolMissingException("KAFKA_HOME");
        var tool = ConsoleTool.Start(home, step, _bootstrap);
        if (step.Background)
        {
            _background.Add(tool);
            return;
        }
        await using var _ = tool;
        await tool.WaitAsync(cancel);
    }
}

/// <summary>A step that this machine cannot run.</summary>
public sealed class ToolMissingException(string what) : Exception($"{what} is not there")
{
    /// <summary>What is missing.</summary>
    public string What { get; } = what;
}
