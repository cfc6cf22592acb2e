using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Log directories that fail (JBOD, KIP-858).</summary>
public sealed class DiskFailureTests() : ClusterTest(new() { Brokers = 3, Configs = new Dictionary<string, string> { ["log.dirs"] = "/disk1,/disk2" } })
{
    [Fact]
    public async Task A_failed_disk_takes_its_replicas_and_leaves_the_others()
    {
        // Broker 1's replicas lie on its first and second disk by turns.
        await CreateAsync("single", [[1], [1]]);
        await CreateAsync("double", [[1, 2], [1, 2]]);
        await ProduceAsync("single", "lost");
        await ProduceAsync("double", "kept");
        await Cluster.FailLogDirAsync(1, 0);
        var lost = await ViewAsync("single", 0);
        Assert.Equal(-1, lost.LeaderId);
        Assert.Equal([1], lost.OfflineReplicas);
        Assert.Equal(1, (await ViewAsync("single", 1)).LeaderId);
        var moved = await ViewAsync("double", 0);
        Assert.Equal(2, moved.LeaderId);
        Assert.Equal([2], moved.IsrNodes);
        Assert.Equal([1], moved.OfflineReplicas);
        Assert.Equal(1, (await ViewAsync("double", 1)).LeaderId);

        // With a new disk the broker copies from the leader; what was on the old one alone is lost, and is not led by an empty replica (as Kafka 4.3.1).
        await Cluster.StopBrokerAsync(1);
        await Cluster.StartBrokerAsync(1);
        Assert.Equal([2, 1], (await ViewAsync("double", 0)).IsrNodes);
        await Cluster.StopBrokerAsync(2);
        Assert.Equal(["kept"], Read("double", 1));
        Assert.Equal(-1, (await ViewAsync("single", 0)).LeaderId);
    }

    [Fact]
    public async Task Nothing_moves_to_or_from_a_failed_disk()
    {
        await CreateAsync("orders", [[1], [1]]);
        await Cluster.FailLogDirAsync(1, 0);
        Assert.Equal(ErrorCode.KafkaStorageError, await MoveAsync(1, "/disk1"));
        Assert.Equal(ErrorCode.KafkaStorageError, await MoveAsync(0, "/disk2"));
        Assert.Equal(ErrorCode.None, await MoveAsync(1, "/disk2"));
        var dirs = (await AskAsync(1, new DescribeLogDirsRequest { Topics = null })).Results;
        Assert.Equal([("/disk1", ErrorCode.KafkaStorageError, 0), ("/disk2", ErrorCode.None, 1)], dirs.Select(d => (d.LogDir, d.ErrorCode, d.Topics.Sum(t => t.Partitions.Count))));

        async Task<ErrorCode> MoveAsync(int partition, string path)
        {
            var answer = await AskAsync(1, new AlterReplicaLogDirsRequest { Dirs = [new() { Path = path, Topics = [new() { Name = "orders", Partitions = [partition] }] }] });
            return answer.Results.Single().Partitions.Single().ErrorCode;
        }
    }

    [Fact]
    public async Task A_broker_without_a_working_disk_halts()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.FailLogDirAsync(1, 0);
        await Cluster.FailLogDirAsync(1, 1);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        using var admin = Cluster.Admin();
        Assert.Equal([2, 3], admin.GetMetadata(RealClient.Patience).Brokers.Select(b => b.BrokerId).Order());
        Assert.Equal(2, (await ViewAsync("orders", ask: 2)).LeaderId);
    }

    [Fact]
    public async Task A_disk_that_is_not_there_cannot_fail() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Cluster.FailLogDirAsync(1, 2));
}
