using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>
/// The language of the recorded conversations about security. `NAME Api vN {json}` asks as the user NAME, whose password is NAME-secret (PLAIN);
/// `#topic` in the JSON is that topic's id. `allow NAME OPERATION TYPE:RESOURCE`, `deny …` (a resource that ends in * is a prefix, * alone all) and
/// `forget` change ACLs as admin, `quietly …` says nothing of what is answered. `open LISTENER`, `send Api vN {json}`, `token TEXT` (without a header) and `hex BYTES` speak over a bare connection.
/// </summary>
/// <param name="listeners">Addresses by the listeners' names; the users ask through the first.</param>
internal sealed partial class SecurityCommands(IReadOnlyList<(string Name, IPEndPoint Address)> listeners) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<string, KafkaConnection> _connections = [];
    private readonly Dictionary<Guid, string> _topics = new() { [Guid.Empty] = "none" };
    private BareConnection? _bare;

    public async ValueTask DisposeAsync()
    {
        _bare?.Dispose();
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
    }

    public async Task<string[]> RunAsync(string command)
    {
        var words = command.Split(' ');
        switch (words[0])
        {
            case "quietly":
                // A broker that has just started loads its coordinators: what prepares the scene is asked for until it is done.
                while ((await RunAsync(command["quietly ".Length..])).Any(answer => answer.Contains("CoordinatorLoadInProgress", StringComparison.Ordinal)
                    || answer.Contains("CoordinatorNotAvailable", StringComparison.Ordinal) || answer.Contains("NotCoordinator", StringComparison.Ordinal)))
                    await Task.Delay(100, TestContext.Current.CancellationToken);
                return [];
            case "allow" or "deny":
                return await AddAsync(words[0] == "allow" ? (sbyte)3 : (sbyte)2, words[1], words[2], words[3], words.ElementAtOrDefault(4) ?? "*");
            case "forget":
                var gone = await AskAsync("admin", new DeleteAclsRequest { Filters = [new() { ResourceTypeFilter = 1, PatternTypeFilter = 1, Operation = 1, PermissionType = 1 }] });
                return gone.FilterResults.All(r => r.ErrorCode == ErrorCode.None) ? [] : [await TextAsync(gone)];
            case "open":
                _bare?.Dispose();
                _bare = await BareConnection.OpenAsync(listeners.Single(l => l.Name == words[1]).Address);
                return [];
            case "token":
                return [await _bare!.TokenAsync(Regex.Unescape(command[6..]))];
            case "hex":
                return [await _bare!.HexAsync(words[1])];
        }
        var parsed = Request().Match(command);
        if (!parsed.Success)
            throw new ArgumentException($"What is {command}?");
        var key = Enum.Parse<ApiKey>(parsed.Groups[2].Value);
        var version = short.Parse(parsed.Groups[3].Value, CultureInfo.InvariantCulture);
        var request = MessageText.Request(key, await IdsAsync(parsed.Groups[4].Value));
        if (words[0] == "send")
            return [await _bare!.SendAsync(request, version) is { } answer ? await TextAsync(answer) : "closed"];
        try
        {
            return [await TextAsync(await AskAsync(words[0], request, version))];
        }
        catch (KafkaClientException e) when (e.Fault == KafkaClientFault.Closed)
        {
            _connections.Remove(words[0]);
            return ["closed"];
        }
        catch (KafkaClientException e) when (e.Fault == KafkaClientFault.AuthenticationFailed)
        {
            return [e.Message];
        }
    }

    private async Task<string[]> AddAsync(sbyte permission, string user, string operation, string resource, string host)
    {
        var (type, name) = (resource.Split(':')[0], resource.Split(':')[1]);
        var isPrefix = name.Length > 1 && name.EndsWith('*');
        var answer = await AskAsync("admin", new CreateAclsRequest
        {
            Creations = [new()
            {
                ResourceType = (sbyte)(Array.IndexOf(["Topic", "Group", "Cluster", "TransactionalId"], type) + 2),
                ResourceName = name.Length == 0 ? "kafka-cluster" : isPrefix ? name[..^1] : name,
                ResourcePatternType = (sbyte)(isPrefix ? 4 : 3),
                Principal = "User:" + user,
                Host = host,
                Operation = (sbyte)(Array.IndexOf(["All", "Read", "Write", "Create", "Delete", "Alter", "Describe", "ClusterAction", "DescribeConfigs", "AlterConfigs", "IdempotentWrite"], operation) + 2),
                PermissionType = permission,
            }],
        });
        return answer.Results[0].ErrorCode == ErrorCode.None ? [] : [await TextAsync(answer)];
    }

    private async Task<TResponse> AskAsync<TResponse>(string user, IRequest<TResponse> request)
        where TResponse : class, IResponse =>
        await (await ConnectionAsync(user)).SendAsync(request);

    private async Task<IResponse> AskAsync(string user, IRequest request, short version) => await Asker.Of(request).AskAsync(await ConnectionAsync(user), version);

    private async Task<KafkaConnection> ConnectionAsync(string user) => _connections.TryGetValue(user, out var open) ? open
        : _connections[user] = await KafkaConnection.OpenAsync(listeners[0].Address, new() { Timeout = Patience, Sasl = new(SaslMechanism.Plain, user, user + "-secret") });

    private async Task<string> TextAsync(object message)
    {
        await LearnAsync();
        return MessageText.Of(message, id => _topics.GetValueOrDefault(id, "id"));
    }

    private async Task<string> IdsAsync(string json)
    {
        await LearnAsync();
        return TopicId().Replace(json, m => System.Buffers.Text.Base64Url.EncodeToString(_topics.First(t => t.Value == m.Groups[1].Value).Key.ToByteArray(bigEndian: true)));
    }

    private async Task LearnAsync()
    {
        foreach (var topic in (await AskAsync("admin", new MetadataRequest { Topics = null })).Topics)
            _topics[topic.TopicId] = topic.Name!;
    }

    [GeneratedRegex(@"^(\S+) (\w+) v(\d+) (\{.*\})$")]
    private static partial Regex Request();

    [GeneratedRegex(@"#([\w-]+)")]
    private static partial Regex TopicId();

    /// <summary>Sends a request whose type is known at run time only.</summary>
    private abstract class Asker
    {
        public static Asker Of(IRequest request)
        {
            var response = request.GetType().GetInterfaces().Single(i => i.IsGenericType).GetGenericArguments()[0];
            return (Asker)Activator.CreateInstance(typeof(Asker<>).MakeGenericType(response), request)!;
        }

        public abstract Task<IResponse> AskAsync(KafkaConnection connection, short version);
    }

    private sealed class Asker<TResponse>(IRequest<TResponse> request) : Asker
        where TResponse : class, IResponse
    {
        public override async Task<IResponse> AskAsync(KafkaConnection connection, short version) => await connection.SendAsync(request, version);
    }
}
