// Over 300 lines: the whole command language of the recorded conversations, one short method a command.
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Practice.Tests.Recorded;

/// <summary>
/// Sends requests written as short commands and writes the answers as lines. A command may begin with @N (the broker to ask, else 1) and
/// vN (the request's version, else the highest); "?" after a verb validates only. Words with blanks stand in 'quotes'; ~ is null.
/// </summary>
internal sealed partial class AdminCommands(string bootstrap, TimeProvider time, Func<TimeSpan, Task> wait) : IAsyncDisposable
{
    private readonly Dictionary<int, KafkaConnection> _connections = [];
    private short? _version;
    private int _broker;

    /// <summary>Appends a transaction's marker where the brokers do not serve WriteTxnMarkers.</summary>
    public Func<string, int, byte[], Task>? WriteMarker { get; init; }

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
            "produce" => await ProduceAsync(rest),
            "marker" => await MarkerAsync(rest),
            "batches" => await BatchesAsync(rest),
            "offsets" => await OffsetsAsync(rest),
            "truncate" => await TruncateAsync(rest),
            "dirs" => await DirsAsync(rest),
            "sizes" => await SizesAsync(rest),
            "move" => await MoveAsync(rest),
            "wait" => await WaitAsync(rest),
            var verb => throw new ArgumentException($"No command {verb}."),
        };
    }

    private async Task<TResponse> AskAsync<TResponse>(IRequest<TResponse> request, short? version = null)
        where TResponse : class, IResponse
    {
        if (!_connections.TryGetValue(_broker, out var connection))
        {
            var options = new KafkaClientOptions { Timeout = RealClient.Patience };
            await using var first = await KafkaConnection.OpenAsync(IPEndPoint.Parse(bootstrap.Split(',')[0]), options);
            var broker = (await first.SendAsync(new MetadataRequest { Topics = [] })).Brokers.Single(b => b.NodeId == _broker);
            _connections[_broker] = connection = await KafkaConnection.OpenAsync(new IPEndPoint(IPAddress.Parse(broker.Host), broker.Port), options);
        }
        return await connection.SendAsync(request, _version ?? version);
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

    /// <summary>
    /// produce TOPIC/PARTITION key:value[@time] …, one batch; time in milliseconds, with a sign from now; ~ is null. Options: codec=gzip,
    /// acks=1, producer=ID/EPOCH/SEQUENCE, transactional, appended (as if by the log).
    /// </summary>
    private async Task<List<string>> ProduceAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        string? Option(string name) => words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal)) is { } word ? Value(word) : null;
        var producer = (Option("producer") ?? "-1/-1/-1").Split('/').Select(Int).ToArray();
        var records = words.Skip(1).Where(w => w.Contains(':', StringComparison.Ordinal)).Select(ParseRecord).ToList();
        var batch = new RecordBatchBuilder
        {
            Compression = Enum.Parse<CompressionType>(Option("codec") ?? "none", ignoreCase: true),
            ProducerId = producer[0],
            ProducerEpoch = (short)producer[1],
            BaseSequence = producer[2],
            IsTransactional = words.Contains("transactional"),
            IsLogAppendTime = words.Contains("appended"),
        }.Build(records);
        var answer = await AskAsync(new ProduceRequest
        {
            Acks = short.Parse(Option("acks") ?? "-1", CultureInfo.InvariantCulture),
            TimeoutMs = 10_000,
            TransactionalId = words.Contains("transactional") ? "t" : null,
            TopicData = [new() { Name = topic, PartitionData = [new() { Index = partition, Records = new Records(batch) }] }],
            // From version 12 on a produce request adds its partition to the transaction, which here nobody coordinates.
        }, words.Contains("transactional") ? (short)11 : (short)12);
        var result = answer.Responses[0].PartitionResponses[0];
        return [$"{Error(result.ErrorCode, result.ErrorMessage is null ? null : Timestamp().Replace(result.ErrorMessage, "T"))} at {result.BaseOffset} start {result.LogStartOffset}{(result.LogAppendTimeMs >= 0 ? " appended" : "")}",
            .. result.RecordErrors.Select(e => $"{e.BatchIndex}: {(e.BatchIndexErrorMessage is null ? "~" : Timestamp().Replace(e.BatchIndexErrorMessage, "T"))}")];
    }

    /// <summary>marker TOPIC/PARTITION ID/EPOCH commit|abort: ends a transaction in a partition, as a coordinator does.</summary>
    private async Task<List<string>> MarkerAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        var producer = words[1].Split('/').Select(Int).ToArray();
        if (WriteMarker is not null)
        {
            await WriteMarker(topic, partition, TransactionMarker.Build(words[2] == "commit", producer[0], (short)producer[1], 0, time.GetUtcNow().ToUnixTimeMilliseconds()));
            return ["None"];
        }
        var answer = await AskAsync(new WriteTxnMarkersRequest
        {
            Markers = [new() { ProducerId = producer[0], ProducerEpoch = (short)producer[1], TransactionResult = words[2] == "commit", Topics = [new() { Name = topic, PartitionIndexes = [partition] }] }],
        });
        return [$"{answer.Markers[0].Topics[0].Partitions[0].ErrorCode}"];
    }

    /// <summary>batches TOPIC/PARTITION [OFFSET]: everything that a fetch gives, batch by batch.</summary>
    private async Task<List<string>> BatchesAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        var offset = words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0;
        var lines = new List<string>();
        // A fetch reads one segment of a partition: the lines between show where segments part.
        while (true)
        {
            var answer = await AskAsync(new FetchRequest
            {
                MaxBytes = 50_000_000,
                MinBytes = 0,
                SessionEpoch = -1,
                Topics = [new() { Topic = topic, Partitions = [new() { Partition = partition, FetchOffset = offset, CurrentLeaderEpoch = -1, PartitionMaxBytes = 50_000_000 }] }],
            }, 12);
            var data = answer.Responses[0].Partitions[0];
            if (lines.Count == 0)
                lines.Add($"{data.ErrorCode} start {data.LogStartOffset} end {data.HighWatermark}");
            var batches = RecordBatch.Split(data.Records?.ToMemory() ?? default);
            if (batches.Count == 0)
                return lines;
            if (lines.Count > 1)
                lines.Add("--");
            lines.AddRange(batches.Select(Describe));
            offset = batches[^1].LastOffset + 1;
        }
    }

    private static string Describe(RecordBatch batch)
    {
        var marks = string.Concat(batch.Compression == CompressionType.None ? "" : $" {batch.Compression}", batch.IsTransactional ? " transactional" : "", batch.IsControl ? " control" : "",
            batch.IsLogAppendTime ? " appended" : "", batch.DeleteHorizon is null ? "" : " horizon", batch.ProducerId < 0 ? "" : $" {batch.ProducerId}/{batch.ProducerEpoch}/{batch.BaseSequence}", batch.HasValidCrc ? "" : " bad");
        // The codecs of two worlds differ in size.
        var size = batch.Compression == CompressionType.None ? $" {batch.Size} bytes" : "";
        return $"{batch.BaseOffset}-{batch.LastOffset} {batch.Count} records{size}{marks}:{string.Concat(batch.ReadRecords().Select(r => $" {r.Offset}:{(batch.IsControl ? "marker" : $"{Text(r.Key)}={Text(r.Value)}")}"))}";
    }

    /// <summary>offsets TOPIC/PARTITION TIME …; committed reads up to the last stable offset.</summary>
    private async Task<List<string>> OffsetsAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        var answers = new List<string>();
        foreach (var time in words.Skip(1).Where(w => w != "committed"))
        {
            var answer = await AskAsync(new ListOffsetsRequest
            {
                ReplicaId = -1,
                IsolationLevel = (sbyte)(words.Contains("committed") ? 1 : 0),
                TimeoutMs = 10_000,
                Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, CurrentLeaderEpoch = -1, Timestamp = long.Parse(time, CultureInfo.InvariantCulture) }] }],
            });
            var result = answer.Topics[0].Partitions[0];
            answers.Add($"{time}: {result.ErrorCode} offset {result.Offset} time {result.Timestamp} epoch {result.LeaderEpoch}");
        }
        return answers;
    }

    /// <summary>truncate TOPIC/PARTITION OFFSET: deletes records.</summary>
    private async Task<List<string>> TruncateAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        var answer = await AskAsync(new DeleteRecordsRequest { TimeoutMs = 5000, Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = partition, Offset = long.Parse(words[1], CultureInfo.InvariantCulture) }] }] });
        return [.. answer.Topics[0].Partitions.Select(p => $"{p.ErrorCode} low {p.LowWatermark}")];
    }

    /// <summary>dirs [TOPIC/PARTITION …]: log directories by their last letter, with what lies in them of the topics of this conversation.</summary>
    private async Task<List<string>> DirsAsync(string[] words)
    {
        var wanted = words.Where(w => w.Contains('/', StringComparison.Ordinal)).Select(At).GroupBy(t => t.Topic).Select(g => new DescribeLogDirsRequest.DescribableLogDirTopic { Topic = g.Key, Partitions = [.. g.Select(t => t.Partition)] }).ToList();
        var answer = await AskAsync(new DescribeLogDirsRequest { Topics = words.Length == 0 ? null : wanted });
        return [.. answer.Results.OrderBy(r => r.LogDir, StringComparer.Ordinal).Select(r =>
            $"{r.LogDir[^1]}: {r.ErrorCode}{(r.TotalBytes > 0 && r.UsableBytes > 0 && r.UsableBytes <= r.TotalBytes ? "" : $" {r.TotalBytes}/{r.UsableBytes} bytes")}{(r.IsCordoned ? " cordoned" : "")}"
            + string.Concat(r.Topics.Where(t => t.Name.StartsWith("recorded", StringComparison.Ordinal)).SelectMany(t => t.Partitions.Select(p => $" {t.Name}/{p.PartitionIndex} {p.PartitionSize} lag {p.OffsetLag}{(p.IsFutureKey ? " future" : "")}")).Order(StringComparer.Ordinal)))];
    }

    /// <summary>sizes TOPIC/PARTITION …: as their log directories say.</summary>
    private async Task<List<string>> SizesAsync(string[] words)
    {
        var answer = await AskAsync(new DescribeLogDirsRequest { Topics = [.. words.Select(At).Select(t => new DescribeLogDirsRequest.DescribableLogDirTopic { Topic = t.Topic, Partitions = [t.Partition] })] });
        return [.. answer.Results.SelectMany(r => r.Topics.SelectMany(t => t.Partitions.Select(p => $"{t.Name}/{p.PartitionIndex} {p.PartitionSize} lag {p.OffsetLag}"))).Order(StringComparer.Ordinal)];
    }

    /// <summary>move TOPIC/PARTITION DIRECTORY: to another log directory of the broker, by its last letter or by its path.</summary>
    private async Task<List<string>> MoveAsync(string[] words)
    {
        var (topic, partition) = At(words[0]);
        var path = words[1].Length > 1 ? words[1] : (await AskAsync(new DescribeLogDirsRequest { Topics = [] }, null)).Results.Single(r => r.LogDir[^1] == words[1][0]).LogDir;
        var answer = await AskAsync(new AlterReplicaLogDirsRequest { Dirs = [new() { Path = path, Topics = [new() { Name = topic, Partitions = [partition] }] }] });
        return [.. answer.Results.SelectMany(r => r.Partitions.Select(p => $"{p.ErrorCode}"))];
    }

    /// <summary>wait MILLISECONDS</summary>
    private async Task<List<string>> WaitAsync(string[] words)
    {
        await wait(TimeSpan.FromMilliseconds(Int(words[0])));
        return [];
    }

    private static IEnumerable<(string Type, string? Name)> Entity(string word) => word.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(p => (Name(p), Value(p)));

    /// <summary>Which node is the active controller is chance.</summary>
    private static string Error(ErrorCode code, string? message) => message is null ? $"{code}" : $"{code} {LocalController().Replace(message.ReplaceLineEndings("\\n"), "Local controller N")}";

    private static (string Topic, int Partition) At(string word) => (word.Split('/')[0], Int(word.Split('/')[1]));

    private Record ParseRecord(string word)
    {
        var match = RecordForm().Match(word);
        var at = match.Groups["at"].Value;
        var number = at.Length == 0 ? 0 : long.Parse(at, CultureInfo.InvariantCulture);
        static ReadOnlyMemory<byte>? Bytes(string text) => text == "~" ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(Repeated().Replace(text, m => new string(m.Groups[1].Value[0], Int(m.Groups[2].Value))));
        return new Record
        {
            Key = Bytes(match.Groups["key"].Value),
            Value = Bytes(match.Groups["value"].Value),
            Timestamp = at.Length == 0 || at[0] is '+' or '-' ? time.GetUtcNow().ToUnixTimeMilliseconds() + number : number,
        };
    }

    private static string Text(ReadOnlyMemory<byte>? bytes) => bytes is not { } some ? "~" : some.Length > 20 ? $"({some.Length})" : Encoding.UTF8.GetString(some.Span);

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

    /// <summary>key:value@time</summary>
    [GeneratedRegex("^(?<key>[^:]*):(?<value>[^@]*)(?:@(?<at>.*))?$")]
    private static partial Regex RecordForm();

    /// <summary>x*1000</summary>
    [GeneratedRegex(@"(.)\*([0-9]+)")]
    private static partial Regex Repeated();

    [GeneratedRegex("-?[0-9]{12,19}")]
    private static partial Regex Timestamp();

    [GeneratedRegex("Local controller [0-9]")]
    private static partial Regex LocalController();

    [GeneratedRegex("^type[0-9]+$")]
    private static partial Regex Numbered();

    [GeneratedRegex("^([^=+*]+?)([-+*]?)=")]
    private static partial Regex Change();
}
