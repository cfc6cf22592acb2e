namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>The assignors that `group.consumer.assignors` may name; the first one named is the default.</summary>
internal static class ServerAssignors
{
    private static readonly Dictionary<string, IServerAssignor> All = new()
    {
        ["uniform"] = new UniformAssignor(),
        ["range"] = new RangeAssignor(),
    };

    public static string[] Names(ClusterState cluster) =>
        cluster.Configs.OfBroker("group.consumer.assignors", null)[0].Value!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static IServerAssignor Get(string name) => All[name];
}
