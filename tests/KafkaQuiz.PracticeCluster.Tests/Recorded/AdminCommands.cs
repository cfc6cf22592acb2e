// Over 300 lines: the whole command language of the recorded conversations, one short method a command.
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Recorded;

/// <summary>
/// Sends requests written as short commands and writes the answers as lines. A command may begin with @N (the broker to ask, else 1) and
/// vN (the request's version, else the highest); "?" after a verb validates only. Words with blanks stand in 'quotes'; ~ is null.
/// </summary>
internal sealed partial class AdminCommands(string bootstrap, Func<TimeSpan, Task> wait) : IAsyncDisposable
{
    private readonly Dictionary<int, KafkaConnection> _connections = [];
    private short? _version;
    private int _broker;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
    }

    public async Task<List<string>> RunAsync(string command)
    {
        var words = Word().Matches(command).Select(m => m.Value.Replace("'", "", StringComparison.Ordinal)).ToList();
        (_broker, _version) = (1, null);
        while (words[0][0] == '@' || Version().IsMatch(words[0]))
        {
            var number = int.Parse(words[0][1..], CultureInfo.InvariantCulture);
            if (words[0][0] == '@')
                _broker = number;
            else
                _version = (short)number;
            words.RemoveAt(0);
        }
        var validateOnly = words[0].EndsWith('?');
        string[] rest = [.. words.Skip(1)];
        return words[0].TrimEnd('?') switch
        {
            "create" => await CreateAsync(rest),
            "drop" => await DropAsync(rest),
            "change" => await ChangeAsync(rest, validateOnly),
            "alter" => await AlterAsync(rest, validateOnly),
            "describe" => await DescribeAsync(rest),
            "list" => await ListAsync(rest),
            "view" => await ViewAsync(rest),
            "quota" => await QuotaAsync(rest, validateOnly),
            "quotas" => await QuotasAsync(rest),
            "feature" => await FeatureAsync(rest, validateOnly),
            "features" => await FeaturesAsync(),
            "wait" => await WaitAsync(rest),
            var verb => throw new ArgumentException($"No command {verb}."),
        };
    }

    private async Task<TResponse> AskAsync<TResponse>(IRequest<TResponse> request)
        where TResponse : class, IResponse
    {
        if (!_connections.TryGetValue(_broker, out var connection))
        {
            var options = new KafkaClientOptions { Timeout = RealClient.Patience };
            await using var first = await KafkaConnection.OpenAsync(IPEndPoint.Parse(bootstrap.Split(',')[0]), options);
            var broker = (await first.SendAsync(new MetadataRequest { Topics = [] })).Brokers.Single(b => b.NodeId == _broker);
            _connections[_broker] = connection = await KafkaConnection.OpenAsync(new IPEndPoint(IPAddress.Parse(broker.Host), broker.Port), options);
        }
        return await connection.SendAsync(request, _version);
    }

    /// <summary>create TOPIC 1:2:3,2:3:1 name=value …</summary>
    private async Task<List<string>> CreateAsync(string[] words)
    {
        var answer = await AskAsync(new CreateTopicsRequest
        {
            TimeoutMs = 10_000,
            Topics = [new()
            {
                Name = words[0],
                NumPartitions = -1,
                ReplicationFactor = -1,
                Assignments = [.. words[1].Split(',').Select((p, i) => new CreateTopicsRequest.CreatableReplicaAssignment { PartitionIndex = i, BrokerIds = [.. p.Split(':').Select(Int)] })],
                Configs = [.. words.Skip(2).Select(w => new CreateTopicsRequest.CreatableTopicConfig { Name = Name(w), Value = Value(w) })],
            }],
        });
        return [Error(answer.Topics[0].ErrorCode, answer.Topics[0].ErrorMessage)];
    }

    private async Task<List<string>> DropAsync(string[] words)
    {
        var answer = await AskAsync(new DeleteTopicsRequest { TimeoutMs = 10_000, Topics = [.. words.Select(w => new DeleteTopicsRequest.DeleteTopicState { Name = w })] });
        return [.. answer.Responses.Select(r => Error(r.ErrorCode, r.ErrorMessage))];
    }

    /// <summary>change TYPE:NAME name=value name+=value name-=value -name …</summary>
    private async Task<List<string>> ChangeAsync(string[] words, bool validateOnly)
    {
        var request = new IncrementalAlterConfigsRequest { ValidateOnly = validateOnly };
        foreach (var word in words)
        {
            if (Resource(word) is { } resource)
            {
                request.Resources.Add(new() { ResourceType = resource.Type, ResourceName = resource.Name });
                continue;
            }
            var change = Change().Match(word);
            request.Resources[^1].Configs.Add(word[0] == '-' ? new() { Name = word[1..], ConfigOperation = 1 }
                : new() { Name = change.Groups[1].Value, ConfigOperation = change.Groups[2].Value switch { "+" => 2, "-" => 3, "*" => 9, _ => 0 }, Value = Value(word) });
        }
        return [.. (await AskAsync(request)).Responses.Select(r => Error(r.ErrorCode, r.ErrorMessage))];
    }

    /// <summary>alter TYPE:NAME name=value …, the old request that replaces all.</summary>
    private async Task<List<string>> AlterAsync(string[] words, bool validateOnly)
    {
        var request = new AlterConfigsRequest { ValidateOnly = validateOnly };
        foreach (var word in words)
        {
            if (Resource(word) is { } resource)
                request.Resources.Add(new() { ResourceType = resource.Type, ResourceName = resource.Name });
            else
                request.Resources[^1].Configs.Add(new() { Name = Name(word), Value = Value(word) });
        }
        return [.. (await AskAsync(request)).Responses.Select(r => Error(r.ErrorCode, r.ErrorMessage))];
    }

    /// <summary>describe TYPE:NAME [name …]; "all" for every config, "docs" for their documentation.</summary>
    private async Task<List<string>> DescribeAsync(string[] words)
    {
        var (type, name) = Resource(words[0])!.Value;
        var docs = words.Contains("docs");
        var names = words.Skip(1).Except(["all", "docs"]).ToList();
        var answer = await AskAsync(new DescribeConfigsRequest
        {
            IncludeSynonyms = true,
            IncludeDocumentation = docs,
            Resources = [new() { ResourceType = type, ResourceName = name, ConfigurationKeys = words.Contains("all") ? null : names }],
        });
        var result = answer.Results.Single();
        var lines = result.ErrorCode == ErrorCode.None ? [] : new List<string> { Error(result.ErrorCode, result.ErrorMessage) };
        foreach (var config in result.Configs.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            var synonyms = string.Join(", ", config.Synonyms.Select(s => $"{s.Source}:{s.Name}={s.Value ?? "~"}"));
            lines.Add($"{config.Name}={config.Value ?? "~"} source {config.ConfigSource} type {config.ConfigType}{(config.ReadOnly ? " read-only" : "")}{(config.IsSensitive ? " sensitive" : "")} [{synonyms}]{(docs ? " " + (config.Documentation?.ReplaceLineEndings("\\n") ?? "~") : "")}");
        }
        return lines.Count > 0 ? lines : ["nothing"];
    }

    /// <summary>list [TYPE …]</summary>
    private async Task<List<string>> ListAsync(string[] words)
    {
        var answer = await AskAsync(new ListConfigResourcesRequest { ResourceTypes = [.. words.Select(w => TypeOf(w) ?? sbyte.Parse(w, CultureInfo.InvariantCulture))] });
        return answer.ErrorCode != ErrorCode.None ? [Error(answer.ErrorCode, null)]
            : answer.ConfigResources.Count == 0 ? ["nothing"]
            : [.. answer.ConfigResources.Select(r => $"{r.ResourceType}:{r.ResourceName}").Order(StringComparer.Ordinal)];
    }

    /// <summary>view TOPIC: leader, ISR and ELR of its partitions.</summary>
    private async Task<List<string>> ViewAsync(string[] words)
    {
        var answer = await AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = words[0] }] });
        return [.. answer.Topics.Single().Partitions.Select(p =>
            $"{p.PartitionIndex}: leader {p.LeaderId} isr {string.Join(',', p.IsrNodes)} elr {string.Join(',', p.EligibleLeaderReplicas ?? [])} last {string.Join(',', p.LastKnownElr ?? [])}")];
    }

    /// <summary>quota TYPE=NAME,TYPE=NAME key=value -key … TYPE=NAME …; an entity's default is ~.</summary>
    private async Task<List<string>> QuotaAsync(string[] words, bool validateOnly)
    {
        var request = new AlterClientQuotasRequest { ValidateOnly = validateOnly };
        foreach (var word in words)
        {
            if (word[0] == ':')
                request.Entries.Add(new() { Entity = [.. Entity(word[1..]).Select(e => new AlterClientQuotasRequest.EntityData { EntityType = e.Type, EntityName = e.Name })] });
            else
                request.Entries[^1].Ops.Add(word[0] == '-' ? new() { Key = word[1..], Remove = true } : new() { Key = Name(word), Value = double.Parse(Value(word)!, CultureInfo.InvariantCulture) });
        }
        return [.. (await AskAsync(request)).Entries.Select(e => Error(e.ErrorCode, e.ErrorMessage))];
    }

    /// <summary>quotas TYPE=NAME TYPE=~ TYPE [strict]: exactly this name, the default, any name.</summary>
    private async Task<List<string>> QuotasAsync(string[] words)
    {
        var answer = await AskAsync(new DescribeClientQuotasRequest
        {
            Strict = words.Contains("strict"),
            Components = [.. words.Where(w => w != "strict").Select(w => new DescribeClientQuotasRequest.ComponentData
            {
                EntityType = Name(w),
                MatchType = (sbyte)(!w.Contains('=', StringComparison.Ordinal) ? 2 : Value(w) is null ? 1 : 0),
                Match = w.Contains('=', StringComparison.Ordinal) ? Value(w) : null,
            })],
        });
        return answer.ErrorCode != ErrorCode.None ? [Error(answer.ErrorCode, answer.ErrorMessage)] : answer.Entries is not { Count: > 0 } entries ? ["nothing"]
            : [.. entries.Select(e => string.Join(',', e.Entity.Select(t => $"{t.EntityType}={t.EntityName ?? "~"}").Order(StringComparer.Ordinal)) + ": "
                + string.Join(' ', e.Values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key}={v.Value}")).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
    }

    /// <summary>feature NAME=LEVEL[/UPGRADE TYPE] …</summary>
    private async Task<List<string>> FeatureAsync(string[] words, bool validateOnly)
    {
        var answer = await AskAsync(new UpdateFeaturesRequest
        {
            ValidateOnly = validateOnly,
            FeatureUpdates = [.. words.Select(w => Value(w)!.Split('/') is var level ? new UpdateFeaturesRequest.FeatureUpdateKey
            {
                Feature = Name(w),
                MaxVersionLevel = short.Parse(level[0], CultureInfo.InvariantCulture),
                UpgradeType = level.Length > 1 ? sbyte.Parse(level[1], CultureInfo.InvariantCulture) : (sbyte)1,
            } : null!)],
        });
        return [Error(answer.ErrorCode, answer.ErrorMessage), .. answer.Results.Select(r => $"{r.Feature}: {Error(r.ErrorCode, r.ErrorMessage)}")];
    }

    /// <summary>features: the levels that ApiVersions tells.</summary>
    private async Task<List<string>> FeaturesAsync() =>
        [.. (await AskAsync(new ApiVersionsRequest { ClientSoftwareName = "kafkaquiz", ClientSoftwareVersion = "1" })).FinalizedFeatures.Select(f => $"{f.Name}={f.MaxVersionLevel}").Order(StringComparer.Ordinal)];

    /// <summary>wait MILLISECONDS</summary>
    private async Task<List<string>> WaitAsync(string[] words)
    {
        await wait(TimeSpan.FromMilliseconds(Int(words[0])));
        return [];
    }

    private static IEnumerable<(string Type, string? Name)> Entity(string word) => word.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => (Name(p), Value(p)));

    /// <summary>Which node is the active controller is chance.</summary>
    private static string Error(ErrorCode code, string? message) => message is null ? $"{code}" : $"{code} {LocalController().Replace(message.ReplaceLineEndings("\\n"), "Local controller N")}";

    private static int Int(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static string Name(string word) => word.Split('=')[0];

    private static string? Value(string word) => word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] is var value && value == "~" ? null : value;

    private static sbyte? TypeOf(string word) => word switch
    {
        "topic" => 2,
        "broker" => 4,
        "logger" => 8,
        "metrics" => 16,
        "group" => 32,
        _ => Numbered().IsMatch(word) ? sbyte.Parse(word[4..], CultureInfo.InvariantCulture) : null,
    };

    private static (sbyte Type, string Name)? Resource(string word) =>
        word.Split(':', 2) is [var type, var name] && !type.Contains('=', StringComparison.Ordinal) && TypeOf(type) is { } number ? (number, name) : null;

    [GeneratedRegex(@"(?:[^\s']|'[^']*')+")]
    private static partial Regex Word();

    [GeneratedRegex("^v[0-9]+$")]
    private static partial Regex Version();

    [GeneratedRegex("Local controller [0-9]")]
    private static partial Regex LocalController();

    [GeneratedRegex("^type[0-9]+$")]
    private static partial Regex Numbered();

    [GeneratedRegex("^([^=+*]+?)([-+*]?)=")]
    private static partial Regex Change();
}
