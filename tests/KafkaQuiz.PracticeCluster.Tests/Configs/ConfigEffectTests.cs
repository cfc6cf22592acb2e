using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Configs;

/// <summary>Changed configs take effect, and are told to Confluent.Kafka's admin client. What may be set and how it is refused: Recorded/*-configs.txt.</summary>
public sealed class ConfigEffectTests() : ClusterTest(new() { Brokers = 5 })
{
    private static readonly ConfigResource Orders = new() { Type = ResourceType.Topic, Name = "orders" };

    [Fact]
    public async Task The_admin_client_replaces_changes_and_describes_configs()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        using var admin = Cluster.Admin();
        await admin.AlterConfigsAsync(new() { [Orders] = [new() { Name = "retention.ms", Value = "60000" }, new() { Name = "cleanup.policy", Value = "compact" }] });
        await admin.IncrementalAlterConfigsAsync(new()
        {
            [Orders] =
            [
                new() { Name = "cleanup.policy", Value = "delete", IncrementalOperation = AlterConfigOpType.Append },
                new() { Name = "retention.ms", IncrementalOperation = AlterConfigOpType.Delete },
                new() { Name = "flush.messages", Value = "5", IncrementalOperation = AlterConfigOpType.Set },
            ],
        });
        var described = (await admin.DescribeConfigsAsync([Orders])).Single().Entries;
        Assert.Equal(("compact,delete", ConfigSource.DynamicTopicConfig), (described["cleanup.policy"].Value, described["cleanup.policy"].Source));
        Assert.Equal(("5", ConfigSource.DynamicTopicConfig), (described["flush.messages"].Value, described["flush.messages"].Source));
        Assert.Equal(("604800000", true), (described["retention.ms"].Value, described["retention.ms"].IsDefault));
        var fault = await Assert.ThrowsAsync<IncrementalAlterConfigsException>(() => admin.IncrementalAlterConfigsAsync(new()
        {
            [Orders] = [new() { Name = "retention.ms", Value = "soon", IncrementalOperation = AlterConfigOpType.Set }],
        }));
        Assert.Equal((ErrorCode.InvalidConfig, "Invalid value soon for configuration retention.ms: Not a number of type LONG"), (fault.Results.Single().Error.Code, fault.Results.Single().Error.Reason));
    }

    [Fact]
    public async Task A_validated_change_is_not_made()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        using var admin = Cluster.Admin();
        await admin.IncrementalAlterConfigsAsync(new() { [Orders] = [new() { Name = "retention.ms", Value = "5", IncrementalOperation = AlterConfigOpType.Set }] }, new() { ValidateOnly = true });
        Assert.Equal("604800000", await ValueAsync("retention.ms"));
    }

    [Fact]
    public async Task A_raised_minimum_refuses_the_next_write_and_a_lowered_one_lets_it_in()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.StopBrokerAsync(2);
        await ProduceAsync("orders", "a");
        await SetAsync(Orders, "min.insync.replicas", "2");
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => ProduceAsync("orders", "b"));
        Assert.Equal(ErrorCode.NotEnoughReplicas, refused.Error.Code);
        await SetAsync(Orders, "min.insync.replicas", "1");
        Assert.Equal(1, await ProduceAsync("orders", "c"));
    }

    [Fact]
    public async Task The_high_watermark_moves_on_once_the_minimum_is_low_enough()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["min.insync.replicas"] = "2" });
        await Cluster.StopBrokerAsync(2);
        await ProduceAsync("orders", "a", Acks.Leader);
        Assert.Equal(0, HighWatermark("orders"));
        await SetAsync(Orders, "min.insync.replicas", "1");
        Assert.Equal(1, HighWatermark("orders"));
    }

    [Fact]
    public async Task Another_minimum_clears_the_eligible_leaders_of_its_topic_and_the_same_one_does_not()
    {
        var minTwo = new Dictionary<string, string> { ["min.insync.replicas"] = "2" };
        await CreateAsync("orders", [[1, 2]], minTwo);
        await CreateAsync("others", [[1, 2]], minTwo);
        await Cluster.StopBrokerAsync(2);
        await SetAsync(Orders, "min.insync.replicas", "2");
        await SetAsync(Orders, "retention.ms", "5");
        Assert.Equal([2], (await ViewAsync("orders")).EligibleLeaderReplicas);
        await SetAsync(Orders, "min.insync.replicas", "3");
        Assert.Empty((await ViewAsync("orders")).EligibleLeaderReplicas!);
        Assert.Equal([2], (await ViewAsync("others")).EligibleLeaderReplicas);
        // The cluster's default clears all, whatever it is set to (ConfigurationControlManager writes it anew).
        await SetAsync(AllBrokers, "min.insync.replicas", "1");
        Assert.Empty((await ViewAsync("others")).EligibleLeaderReplicas!);
    }

    [Fact]
    public async Task A_partition_that_is_allowed_an_unclean_election_gets_it_at_the_controllers_next_look()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.StopBrokerAsync(2);
        await Cluster.KillBrokerAsync(1);
        await Cluster.StartBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        await SetAsync(Orders, "unclean.leader.election.enable", "true", via: 3);
        Assert.Equal(-1, (await ViewAsync("orders", ask: 3)).LeaderId);
        // unclean.leader.election.interval.ms is five minutes from when the controller became active.
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(285));
        Assert.Equal(-1, (await ViewAsync("orders", ask: 3)).LeaderId);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(2, (await ViewAsync("orders", ask: 3)).LeaderId);
    }

    [Fact]
    public async Task Topics_follow_the_brokers_dynamic_defaults_and_their_own_configs_win()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await CreateAsync("own", [[1, 2, 3]], new() { ["max.message.bytes"] = "1048588" });
        await SetAsync(AllBrokers, "message.max.bytes", "200");
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => ProduceAsync("orders", new string('x', 300)));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
        await ProduceAsync("own", new string('x', 300));
    }

    [Fact]
    public async Task A_brokers_own_default_holds_for_the_partitions_it_leads()
    {
        await CreateAsync("orders", [[1, 2], [2, 1]]);
        await SetAsync(new() { Type = ResourceType.Broker, Name = "2" }, "message.max.bytes", "200", via: 2);
        await ProduceAsync("orders", new string('x', 300), partition: 0);
        var refused = await Assert.ThrowsAsync<ProduceException<string?, string>>(() => ProduceAsync("orders", new string('x', 300), partition: 1));
        Assert.Equal(ErrorCode.MsgSizeTooLarge, refused.Error.Code);
    }

    [Fact]
    public async Task A_groups_session_timeout_is_its_own_or_the_brokers()
    {
        await SetAsync(new() { Type = ResourceType.Group, Name = "g" }, "consumer.session.timeout.ms", "50000");
        Assert.Equal((50_000L, 45_000L), await Cluster.State.Loop.RunAsync(() =>
            ValueTask.FromResult((Cluster.State.Configs.GroupNumber("consumer.session.timeout.ms", "g"), Cluster.State.Configs.GroupNumber("consumer.session.timeout.ms", "other")))));
    }

    [Fact]
    public async Task Dynamic_configs_outlive_a_restart_and_loggers_do_not()
    {
        await SetAsync(new() { Type = ResourceType.Broker, Name = "2" }, "log.retention.ms", "5000", via: 2);
        await AskAsync(2, Logger(2, "DEBUG"));
        await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        var answer = await AskAsync(2, new Protocol.Messages.DescribeConfigsRequest
        {
            Resources = [new() { ResourceType = 4, ResourceName = "2", ConfigurationKeys = ["log.retention.ms"] }, new() { ResourceType = 8, ResourceName = "2", ConfigurationKeys = ["kafka.server.KafkaApis"] }],
        });
        Assert.Equal(["5000", "INFO"], answer.Results.Select(r => r.Configs.Single().Value));
    }

    [Fact]
    public async Task The_static_minimum_becomes_the_clusters_dynamic_default()
    {
        await using var cluster = await PracticeCluster.StartAsync(new() { Configs = new Dictionary<string, string> { ["min.insync.replicas"] = "2" } }, Cancel);
        await cluster.CreateTopicAsync("orders");
        using var admin = cluster.Admin();
        var described = (await admin.DescribeConfigsAsync([Orders])).Single().Entries["min.insync.replicas"];
        Assert.Equal(("2", ConfigSource.DynamicDefaultBrokerConfig), (described.Value, described.Source));
    }

    [Fact]
    public async Task Without_elr_the_last_member_stays_in_the_isr()
    {
        await CreateAsync("orders", [[1, 2]]);
        await Cluster.StopBrokerAsync(2);
        await AskAsync(3, new Protocol.Messages.UpdateFeaturesRequest { FeatureUpdates = [new() { Feature = "eligible.leader.replicas.version", MaxVersionLevel = 0, UpgradeType = 2 }] });
        await Cluster.StopBrokerAsync(1);
        var view = await ViewAsync("orders", ask: 3);
        Assert.Equal(-1, view.LeaderId);
        Assert.Equal([1], view.IsrNodes);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(-1, (await ViewAsync("orders", ask: 3)).LeaderId);
        await Cluster.StartBrokerAsync(1);
        Assert.Equal(1, (await ViewAsync("orders", ask: 3)).LeaderId);
    }

    private static ConfigResource AllBrokers => new() { Type = ResourceType.Broker, Name = "" };

    private static Protocol.Messages.IncrementalAlterConfigsRequest Logger(int broker, string level) => new()
    {
        Resources = [new() { ResourceType = 8, ResourceName = $"{broker}", Configs = [new() { Name = "kafka.server.KafkaApis", Value = level }] }],
    };

    private async Task SetAsync(ConfigResource resource, string name, string value, int via = 1)
    {
        var type = (sbyte)(resource.Type switch { ResourceType.Topic => 2, ResourceType.Group => 32, _ => 4 });
        var answer = await AskAsync(via, new Protocol.Messages.IncrementalAlterConfigsRequest
        {
            Resources = [new() { ResourceType = type, ResourceName = resource.Name, Configs = [new() { Name = name, Value = value }] }],
        });
        Assert.Equal(Protocol.ErrorCode.None, answer.Responses.Single().ErrorCode);
    }

    private async Task<string> ValueAsync(string name)
    {
        using var admin = Cluster.Admin();
        return (await admin.DescribeConfigsAsync([Orders])).Single().Entries[name].Value;
    }
}
