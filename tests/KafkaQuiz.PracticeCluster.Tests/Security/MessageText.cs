using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using KafkaQuiz.Protocol;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Practice.Tests.Security;

/// <summary>
/// Requests written as JSON, answers written as one line of text: what is at its default is left out, what differs from one cluster to the
/// next (ids made up, ports, times) is written as a word.
/// </summary>
internal static partial class MessageText
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new BytesConverter(), new RecordsConverter(), new IdConverter(), new JsonStringEnumConverter() } };

    /// <summary>Fields whose values are chance.</summary>
    private static readonly HashSet<string> Chance =
        ["Port", "ProducerId", "ClusterId", "MemberId", "ControllerId", "LogEndOffset", "LastFetchTimestamp", "LastCaughtUpTimestamp", "HighWatermark", "LeaderEpoch", "FinalizedFeaturesEpoch",
            "BaseTimestamp", "TransactionStartTimeMs", "LogDir", "TotalBytes", "UsableBytes", "Size", "LastTimestamp", "ReplicaDirectoryId", "Leader", "LogAppendTimeMs", "OffsetLag", "LastStableOffset", "AuthBytes", "ApiKeys", "SupportedFeatures", "FinalizedFeatures"];

    public static IRequest Request(ApiKey api, string json) =>
        (IRequest)JsonSerializer.Deserialize(json, typeof(Api).Assembly.GetType($"KafkaQuiz.Protocol.Messages.{api}Request", throwOnError: true)!, Json)!;

    public static string Of(object message, Func<Guid, string> topic)
    {
        var text = new StringBuilder();
        Write(text, message, topic);
        return Volatile().Replace(text.ToString(), "Request(…)");
    }

    private static void Write(StringBuilder text, object? value, Func<Guid, string> topic)
    {
        switch (value)
        {
            case null:
                text.Append('~');
                break;
            case string or sbyte or short or ushort or int or long or uint or double or bool or Enum:
                text.Append(value is string s ? $"'{s.ReplaceLineEndings("\\n")}'" : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case Guid id:
                text.Append(topic(id));
                break;
            case ReadOnlyMemory<byte> bytes:
                text.Append(bytes.Length).Append(" bytes");
                break;
            case Records records:
                text.Append(records.Length).Append(" bytes");
                break;
            case IEnumerable list:
                text.Append('[').AppendJoin(", ", Items(list, topic)).Append(']');
                break;
            default:
                text.Append('{').AppendJoin(", ", Fields(value, topic)).Append('}');
                break;
        }
    }

    /// <summary>Kafka answers in the order of hash maps: any order will do.</summary>
    private static IEnumerable<string> Items(IEnumerable list, Func<Guid, string> topic) => list.Cast<object?>().Select(item => Text(item, topic)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Fields(object value, Func<Guid, string> topic)
    {
        var blank = Activator.CreateInstance(value.GetType());
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite))
        {
            var (now, unset) = (property.GetValue(value), property.GetValue(blank));
            if (Equals(now, unset) || (now is ICollection { Count: 0 } && unset is ICollection { Count: 0 }) || (now is Records { Length: 0 } && unset is null))
                continue;
            yield return $"{property.Name}: {(Chance.Contains(property.Name) && now is not null ? "…" : Text(now, topic))}";
        }
    }

    private static string Text(object? value, Func<Guid, string> topic)
    {
        var text = new StringBuilder();
        Write(text, value, topic);
        return text.ToString();
    }

    [GeneratedRegex(@"Request\(processor=.*(?=\) needs )")]
    private static partial Regex Volatile();

    /// <summary>Text as UTF-8.</summary>
    private sealed class BytesConverter : JsonConverter<ReadOnlyMemory<byte>>
    {
        public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Encoding.UTF8.GetBytes(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    /// <summary>A value makes a batch of one record; "transactional" a transactional one.</summary>
    private sealed class RecordsConverter : JsonConverter<Records>
    {
        public override Records Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var value = reader.GetString()!;
            var builder = value == "transactional" ? new RecordBatchBuilder { IsTransactional = true, ProducerId = 1, ProducerEpoch = 0, BaseSequence = 0 } : new RecordBatchBuilder();
            return new Records(builder.Build([new Record { Value = Encoding.UTF8.GetBytes(value) }]));
        }

        public override void Write(Utf8JsonWriter writer, Records value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    /// <summary>A topic id as Kafka shows it, 22 characters.</summary>
    private sealed class IdConverter : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(System.Buffers.Text.Base64Url.DecodeFromChars(reader.GetString()!), bigEndian: true);

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
