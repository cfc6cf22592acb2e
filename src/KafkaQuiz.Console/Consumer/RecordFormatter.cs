using System.Globalization;
using System.Text;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Consumer;

/// <summary>How records are printed (DefaultMessageFormatter.java, NoOpMessageFormatter.java, LoggingMessageFormatter.java).</summary>
internal sealed class RecordFormatter
{
    private const string Package = "org.apache.kafka.tools.consumer.";
    private readonly Dictionary<string, string> _properties;
    private readonly bool _silent;
    private readonly Func<ReadOnlyMemory<byte>, string>? _key;
    private readonly Func<ReadOnlyMemory<byte>, string>? _value;
    private readonly Func<ReadOnlyMemory<byte>, string>? _header;

    private RecordFormatter(ToolContext context, Dictionary<string, string> properties, bool silent)
    {
        _properties = properties;
        _silent = silent;
        _key = Deserializers.Find(context, properties.GetValueOrDefault("key.deserializer"));
        _value = Deserializers.Find(context, properties.GetValueOrDefault("value.deserializer"));
        _header = Deserializers.Find(context, properties.GetValueOrDefault("headers.deserializer"));
    }

    private bool PrintsValue => !_properties.TryGetValue("print.value", out var text) || IsTrue(text);

    public static RecordFormatter Create(ToolContext context, OptionSet set)
    {
        var name = set.ValueOf("formatter")!;
        if (name.StartsWith(Package, StringComparison.Ordinal) && name[Package.Length..] is "LoggingMessageFormatter" or "OffsetsMessageFormatter" or "GroupMetadataMessageFormatter" or "TransactionLogMessageFormatter")
            throw Shell.ShellFault.Refused($"{name}은 이 콘솔에 없습니다.", $"{name} is not in this console.");
        if (name is not (Package + "DefaultMessageFormatter") and not (Package + "NoOpMessageFormatter"))
            throw context.UsageAndExit(set.Usage, name);
        if (set.Has("property") && set.Has("formatter-property"))
            throw context.UsageAndExit(set.Usage, "Options --property and --formatter-property cannot be specified together.");
        if (set.Has("property"))
            context.Line("Option --property is deprecated and will be removed in a future version. Use --formatter-property instead.");
        var properties = context.Properties(set.ValueOf("formatter-config"));
        if (set.ValueOf("key-deserializer") is { Length: > 0 } key)
            properties["key.deserializer"] = key;
        if (set.ValueOf("value-deserializer") is { Length: > 0 } value)
            properties["value.deserializer"] = value;
        foreach (var (k, v) in UsageChecks.KeyValues(set.ValuesOf(set.Has("property") ? "property" : "formatter-property")))
            properties[k] = v;
        return new RecordFormatter(context, properties, name.EndsWith("NoOpMessageFormatter", StringComparison.Ordinal));
    }

    public void Write(ConsumedRecord consumed, TextWriter output)
    {
        if (_silent)
            return;
        var record = consumed.Record;
        var cells = new List<string>();
        if (Prints("print.timestamp"))
            cells.Add(record.Timestamp < 0 ? "NO_TIMESTAMP" : (consumed.IsLogAppendTime ? "LogAppendTime:" : "CreateTime:") + record.Timestamp.ToString(CultureInfo.InvariantCulture));
        if (Prints("print.partition"))
            cells.Add("Partition:" + consumed.Partition.Partition.ToString(CultureInfo.InvariantCulture));
        if (Prints("print.offset"))
            cells.Add("Offset:" + record.Offset.ToString(CultureInfo.InvariantCulture));
        // The tool hands neither on to its formatter.
        if (Prints("print.delivery"))
            cells.Add("Delivery:NOT_PRESENT");
        if (Prints("print.epoch"))
            cells.Add("Epoch:NOT_PRESENT");
        if (Prints("print.headers"))
            cells.Add(Headers(record));
        if (Prints("print.key"))
            cells.Add(Text(record.Key, _key));
        if (PrintsValue)
            cells.Add(Text(record.Value, _value));
        // Every last cell ends with the line separator, whichever cell it is.
        if (cells.Count > 0)
            output.Write(string.Join(Separator("key.separator", "\t"), cells) + Separator("line.separator", "\n"));
    }

    private string Headers(Record record) => record.Headers.Count == 0
        ? "NO_HEADERS"
        : string.Join(Separator("headers.separator", ","), record.Headers.Select(h => h.Key + ":" + Text(h.Value, _header)));

    private string Text(ReadOnlyMemory<byte>? bytes, Func<ReadOnlyMemory<byte>, string>? deserializer)
    {
        var given = bytes ?? Encoding.UTF8.GetBytes(Separator("null.literal", "null"));
        return deserializer is null ? Encoding.UTF8.GetString(given.Span) : deserializer(given);
    }

    private string Separator(string name, string fallback) => _properties.GetValueOrDefault(name, fallback);

    private bool Prints(string name) => _properties.TryGetValue(name, out var text) && IsTrue(text);

    private static bool IsTrue(string text) => text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
}
