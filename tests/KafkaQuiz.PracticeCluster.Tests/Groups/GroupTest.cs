using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>A test of groups on one broker whose time stands still, in conversation with its coordinator.</summary>
public abstract class GroupTest(params (string Name, string Value)[] configs) : IAsyncLifetime
{
    protected PracticeCluster Cluster { get; private set; } = null!;

    internal Script S { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await PracticeCluster.StartAsync(new() { Brokers = 1, Time = new StoppedTime(), Configs = configs.ToDictionary(c => c.Name, c => c.Value) }, TestContext.Current.CancellationToken);
        S = new Script(Cluster.BootstrapServers, "g", TimeSpan.Zero);
        await S.StartAsync();
        await S.CreateTopicAsync("a", 4);
    }

    public async ValueTask DisposeAsync()
    {
        await S.DisposeAsync();
        var fault = Cluster.LastFault;
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
        Assert.Null(fault);
    }

    protected Task PassAsync(double seconds) => Cluster.AdvanceAsync(TimeSpan.FromSeconds(seconds));

    /// <summary>The group's state as ListGroups tells it; null when there is no such group.</summary>
    protected async Task<string?> StateAsync() => (await S.SendAsync("", new Protocol.Messages.ListGroupsRequest())).Groups.SingleOrDefault(g => g.GroupId == "g")?.GroupState;

    /// <summary>What partition 0 of topic a has committed; -1 for nothing.</summary>
    protected async Task<long> CommittedAsync(string topic = "a") =>
        (await S.SendAsync("", new Protocol.Messages.OffsetFetchRequest { Groups = [new() { GroupId = "g", Topics = [new() { Name = S.Real(topic), PartitionIndexes = [0] }] }] }, 9)).Groups[0].Topics[0].Partitions[0].CommittedOffset;
}
