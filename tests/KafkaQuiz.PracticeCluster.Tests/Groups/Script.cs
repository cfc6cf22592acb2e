using System.Globalization;
using System.Net;
using System.Text;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>
/// A scripted conversation with a broker that coordinates all groups, request by request, and its transcript. Ids that a broker makes up
/// are written as names, so that the transcripts of two clusters can be compared.
/// </summary>
/// <param name="server">host:port of the only broker.</param>
/// <param name="group">Group id, in front of the names of its topics too.</param>
/// <param name="pause">How long a coordinator may take to hear of topics; zero for a practice cluster.</param>
internal sealed class Script(string server, string group, TimeSpan pause) : IAsyncDisposable
{
    private readonly Dictionary<string, KafkaConnection> _connections = [];
    private readonly Dictionary<Guid, string> _topics = [];
    private readonly Dictionary<string, Guid> _topicIds = [];
    private readonly Dictionary<string, string> _names = [];
    private readonly StringBuilder _transcript = new();

    public string Transcript => _transcript.ToString();

    public string Group => group;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Guid TopicId(string topic) => _topicIds[topic];

    public void Say(string line) => _transcript.Append(line).Append('\n');

    public async Task StartAsync() => await SendAsync("", new FindCoordinatorRequest { CoordinatorKeys = [group] }, until: r => r.Coordinators.All(c => c.ErrorCode == ErrorCode.None));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
    }

    /// <summary>Creates a topic of the script's own, or takes the one there is: its real name has the group's in front.</summary>
    public async Task CreateTopicAsync(string topic, int partitions, short replicas = 1)
    {
        Say($"# topic {topic} with {partitions} partitions");
        await SendAsync("", new CreateTopicsRequest { TimeoutMs = 10_000, Topics = [new() { Name = Real(topic), NumPartitions = partitions, ReplicationFactor = replicas }] });
        var created = await SendAsync("", new MetadataRequest { Topics = [new() { Name = Real(topic) }] }, until: r => r.Topics[0].Partitions.Count == partitions && r.Topics[0].Partitions.All(p => p.ErrorCode == ErrorCode.None));
        _topics[created.Topics[0].TopicId] = topic;
        _topicIds[topic] = created.Topics[0].TopicId;
        await Task.Delay(pause, Cancel);
    }

    public async Task GrowAsync(string topic, int partitions)
    {
        Say($"# topic {topic} now with {partitions} partitions");
        await SendAsync("", new CreatePartitionsRequest { TimeoutMs = 10_000, Topics = [new() { Name = Real(topic), Count = partitions, Assignments = null }] });
        await SendAsync("", new MetadataRequest { Topics = [new() { Name = Real(topic) }] }, until: r => r.Topics[0].Partitions.Count == partitions && r.Topics[0].Partitions.All(p => p.ErrorCode == ErrorCode.None));
        await Task.Delay(pause, Cancel);
    }

    public async Task DeleteTopicAsync(string topic)
    {
        Say($"# topic {topic} deleted");
        await SendAsync("", new DeleteTopicsRequest { TimeoutMs = 10_000, Topics = [new() { Name = Real(topic) }], TopicNames = [Real(topic)] });
        await SendAsync("", new MetadataRequest { Topics = [new() { Name = Real(topic) }], AllowAutoTopicCreation = false }, until: r => r.Topics[0].ErrorCode == ErrorCode.UnknownTopicOrPartition);
        await Task.Delay(pause, Cancel);
    }

    public string Real(string topic) => $"{group}.{topic}";

    public static List<TopicIdPartitionsOf> None => [];

    /// <summary>A topic's partitions as a member claims to have them.</summary>
    public sealed record TopicIdPartitionsOf(string Topic, params int[] Partitions);

    /// <param name="member">Member id, which also names the connection.</param>
    /// <param name="epoch">Of the member.</param>
    /// <param name="topics">Subscribed to; null says nothing new.</param>
    /// <param name="owned">null says nothing of them.</param>
    /// <param name="regex">Likewise.</param>
    /// <param name="instance">Static member.</param>
    /// <param name="assignor">Wanted.</param>
    /// <param name="timeout">Rebalance timeout, ms; null says nothing new, a joining member says 300,000.</param>
    /// <param name="version">Of the API.</param>
    /// <param name="until">Repeats it until the answer is so: what the coordinator finds out in the background takes a while.</param>
    public async Task<ConsumerGroupHeartbeatResponse> BeatAsync(string member, int epoch, string[]? topics = null, List<TopicIdPartitionsOf>? owned = null, string? regex = null, string? instance = null,
        string? assignor = null, int? timeout = null, short version = 1, Func<ConsumerGroupHeartbeatResponse, bool>? until = null)
    {
        var request = new ConsumerGroupHeartbeatRequest
        {
            GroupId = group,
            MemberId = member,
            MemberEpoch = epoch,
            InstanceId = instance,
            RebalanceTimeoutMs = timeout ?? (epoch == 0 ? 300_000 : -1),
            SubscribedTopicNames = topics?.Select(Real).ToList(),
            SubscribedTopicRegex = regex,
            ServerAssignor = assignor,
            TopicPartitions = owned?.Select(o => new ConsumerGroupHeartbeatRequest.TopicPartitionsData { TopicId = _topicIds[o.Topic], Partitions = [.. o.Partitions] }).ToList() ?? (epoch == 0 ? [] : null),
        };
        Say($"> {Name(member)} beats in epoch {epoch}{Part("instance", instance)}{Part("topics", topics is null ? null : string.Join(',', topics))}{Part("regex", regex?.Replace(group, "", StringComparison.Ordinal))}{Part("assignor", assignor)}"
            + Part("has", owned is null ? null : string.Join(' ', owned.Select(o => $"{o.Topic}:{string.Join(',', o.Partitions)}"))));
        var answer = await SendAsync(member, request, version, until);
        Say(answer.ErrorCode != ErrorCode.None ? Fault(answer.ErrorCode, answer.ErrorMessage)
            : $"< epoch {answer.MemberEpoch}, again in {answer.HeartbeatIntervalMs} ms{(answer.Assignment is { } a ? ", gets " + Show(a.TopicPartitions.Select(t => (t.TopicId, t.Partitions))) : "")}");
        return answer;
    }

    public async Task DescribeAsync()
    {
        var described = (await SendAsync("", new ConsumerGroupDescribeRequest { GroupIds = [group], IncludeAuthorizedOperations = true })).Groups[0];
        Say(described.ErrorCode != ErrorCode.None ? "= " + Fault(described.ErrorCode, described.ErrorMessage)[2..]
            : $"= {described.GroupState}, epoch {described.GroupEpoch}, target of {described.AssignmentEpoch} by {described.AssignorName}, operations {described.AuthorizedOperations}");
        foreach (var m in described.Members.OrderBy(m => Name(m.MemberId), StringComparer.Ordinal))
        {
            Say($"  {Name(m.MemberId)}{Part("instance", m.InstanceId)}{Part("rack", m.RackId)} epoch {m.MemberEpoch} {(m.MemberType == 0 ? "classic" : "consumer")} {m.ClientHost} topics {string.Join(',', m.SubscribedTopicNames.Select(Short).Order(StringComparer.Ordinal))}"
                + $"{Part("regex", m.SubscribedTopicRegex?.Replace(group, "", StringComparison.Ordinal))} has {Show(m.Assignment.TopicPartitions.Select(t => (t.TopicId, t.Partitions)))} target {Show(m.TargetAssignment.TopicPartitions.Select(t => (t.TopicId, t.Partitions)))}");
        }
    }

    /// <summary>Sends over the connection of that name, which is opened when it is new; again until the answer is as wanted.</summary>
    public async Task<TResponse> SendAsync<TResponse>(string connection, IRequest<TResponse> request, short? version = null, Func<TResponse, bool>? until = null)
        where TResponse : class, IResponse
    {
        if (!_connections.TryGetValue(connection, out var open))
            _connections[connection] = open = await KafkaConnection.OpenAsync(IPEndPoint.Parse(server), new() { Timeout = RealClient.Patience, ClientId = "script" }, Cancel);
        for (var left = 200; ; left--)
        {
            var answer = await open.SendAsync(request, version, Cancel);
            if (until is null || until(answer))
                return answer;
            Assert.True(left > 0, $"{request.ApiKey} never answered as expected: {Transcript}");
            await Task.Delay(50, Cancel);
        }
    }

    public static string Fault(ErrorCode code, string? message) => $"< {code}{(message is null ? "" : $" \"{message}\"")}";

    /// <summary>The name under which an id that the broker made up is written.</summary>
    public string Name(string id) => id.Length == 0 || !(_names.TryGetValue(id, out var name) || LooksMadeUp(id)) ? id : name ?? (_names[id] = $"id{_names.Count + 1}");

    public string Show(IEnumerable<(Guid Topic, List<int> Partitions)> partitions)
    {
        var text = string.Join(' ', partitions.OrderBy(t => _topics[t.Topic], StringComparer.Ordinal).Select(t => $"{_topics[t.Topic]}:{string.Join(',', t.Partitions.Order())}"));
        return text.Length == 0 ? "nothing" : text;
    }

    public string Short(string topic) => topic.StartsWith(group + ".", StringComparison.Ordinal) ? topic[(group.Length + 1)..] : topic;

    public static string Part(string name, string? value) => string.IsNullOrEmpty(value) ? "" : string.Create(CultureInfo.InvariantCulture, $" {name} {value}");

    private static bool LooksMadeUp(string id) => id.Length >= 22;
}
