using System.Text;
using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Producer;

/// <summary>A line as a record: optional headers, optional key, value (LineMessageReader.java).</summary>
internal sealed class LineReader
{
    private readonly bool _parseKey;
    private readonly bool _parseHeaders;
    private readonly bool _ignoreError;
    private readonly string _keySeparator;
    private readonly string _headersDelimiter;
    private readonly string _headersSeparator;
    private readonly string _headersKeySeparator;
    private readonly string? _nullMarker;
    private int _line;

    /// <exception cref="JavaException">Two separators are the same.</exception>
    public LineReader(IReadOnlyDictionary<string, string> properties)
    {
        bool Flag(string name) => properties.TryGetValue(name, out var text) && text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
        (_parseKey, _parseHeaders, _ignoreError) = (Flag("parse.key"), Flag("parse.headers"), Flag("ignore.error"));
        _keySeparator = properties.GetValueOrDefault("key.separator", "\t");
        _headersDelimiter = properties.GetValueOrDefault("headers.delimiter", "\t");
        _headersSeparator = properties.GetValueOrDefault("headers.separator", ",");
        _headersKeySeparator = properties.GetValueOrDefault("headers.key.separator", ":");
        _nullMarker = properties.GetValueOrDefault("null.marker");
        Differ(_headersDelimiter, "headers.delimiter", _headersSeparator, "headers.separator");
        Differ(_headersDelimiter, "headers.delimiter", _headersKeySeparator, "headers.key.separator");
        Differ(_headersSeparator, "headers.separator", _headersKeySeparator, "headers.key.separator");
        Differ(_nullMarker, "null.marker", _keySeparator, "key.separator");
        Differ(_nullMarker, "null.marker", _headersSeparator, "headers.separator");
        Differ(_nullMarker, "null.marker", _headersDelimiter, "headers.delimiter");
        Differ(_nullMarker, "null.marker", _headersKeySeparator, "headers.key.separator");
    }

    /// <exception cref="JavaException">A separator is missing.</exception>
    public Record Parse(string line, long timestamp)
    {
        _line++;
        var headers = Cut(_parseHeaders, line, 0, _headersDelimiter, "headers delimiter");
        var keyAt = headers is null ? 0 : headers.Length + _headersDelimiter.Length;
        var key = Cut(_parseKey, line, keyAt, _keySeparator, "key separator");
        var valueAt = key is null ? keyAt : keyAt + key.Length + _keySeparator.Length;
        return new Record
        {
            Timestamp = timestamp,
            Key = key is null ? null : Bytes(key),
            Value = Bytes(line[valueAt..]),
            Headers = headers is null || headers == _nullMarker ? [] : Headers(headers),
        };
    }

    private string? Cut(bool enabled, string line, int start, string separator, string name)
    {
        if (!enabled)
            return null;
        var at = line.IndexOf(separator, start, StringComparison.Ordinal);
        if (at >= 0)
            return line[start..at];
        return _ignoreError ? null : throw Fault($"No {name} found on line number {_line}: '{line}'");
    }

    private List<RecordHeader> Headers(string text)
    {
        var headers = new List<RecordHeader>();
        // The separator is a regular expression, as it is for the tool.
        foreach (var pair in Regex.Split(text, _headersSeparator, RegexOptions.None, TimeSpan.FromMilliseconds(200)))
        {
            var at = pair.IndexOf(_headersKeySeparator, StringComparison.Ordinal);
            if (at < 0)
            {
                headers.Add(_ignoreError ? new RecordHeader(pair, null) : throw Fault($"No header key separator found in pair '{pair}' on line number {_line}"));
                continue;
            }
            var key = pair[..at];
            if (key == _nullMarker)
                throw Fault($"Header keys should not be equal to the null marker '{_nullMarker}' as they can't be null");
            headers.Add(new RecordHeader(key, Bytes(pair[(at + _headersKeySeparator.Length)..])));
        }
        return headers;
    }

    private ReadOnlyMemory<byte>? Bytes(string text) => text == _nullMarker ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(text);

    private static void Differ(string? a, string nameOfA, string b, string nameOfB)
    {
        if (a == b)
            throw Fault($"{nameOfA} and {nameOfB} may not be equal");
    }

    private static JavaException Fault(string message) => new("org.apache.kafka.common.KafkaException", message);
}
