using System.Buffers.Text;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>
/// Names for values that each cluster makes up: the first topic id is <c>topic-id-1</c> wherever it stands, so that what is equal in one cluster
/// has to be equal in the other.
/// </summary>
/// <param name="known">Names of the whole cluster: ports, directories.</param>
internal sealed partial class Symbols(IReadOnlyDictionary<string, string> known)
{
    /// <summary>Records of scenarios are of this time and the minutes after it: long enough ago to be told from the brokers' own time.</summary>
    public static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds() / 1000 * 1000);

    private readonly Dictionary<string, string> _names = new(known, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The name of a value; a new one when it is new.</summary>
    public string Of(string kind, string value)
    {
        if (_names.TryGetValue(value, out var name))
            return name;
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return _names[value] = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
    }

    public string Of(string kind, long value) => Of(kind, string.Create(CultureInfo.InvariantCulture, $"{kind}:{value}"));

    /// <summary>Says what a value is called from now on, unless it has a name.</summary>
    public void Call(string value, string name) => _names.TryAdd(value, name);

    public void Call(Guid id, string name)
    {
        if (id != Guid.Empty)
            Call(Base64(id), name);
    }

    /// <summary>A uuid; Kafka's zero and one stand for "none" and "unknown".</summary>
    public string Of(string kind, Guid id) => id == Guid.Empty ? "none" : Of(kind, Base64(id));

    public bool IsNamed(string value) => _names.ContainsKey(value);

    /// <summary>A text with what it holds of made-up values named.</summary>
    public string Text(string text)
    {
        foreach (var (value, name) in _names.Where(n => n.Key.Length >= 8 && !n.Key.Contains("-id:", StringComparison.Ordinal)).OrderByDescending(n => n.Key.Length))
            text = text.Replace(value, name, StringComparison.Ordinal);
        // Messages of the active controller, which is any of the three.
        text = ActiveController().Replace(text, "Local controller");
        return Milliseconds().Replace(text, m => Time(long.Parse(m.Value, CultureInfo.InvariantCulture)));
    }

    /// <summary>A scenario's own time exactly, anything within two weeks as "now", the rest as it is.</summary>
    public static string Time(long milliseconds)
    {
        var since = milliseconds - Then.ToUnixTimeMilliseconds();
        return since switch
        {
            >= 0 and < 3_600_000 => string.Create(CultureInfo.InvariantCulture, $"then+{since}"),
            > -14L * 86_400_000 and < 14L * 86_400_000 => "now",
            _ => milliseconds.ToString(CultureInfo.InvariantCulture),
        };
    }

    [GeneratedRegex("Local controller [123]")]
    private static partial Regex ActiveController();

    [GeneratedRegex(@"\b1[0-9]{12}\b")]
    private static partial Regex Milliseconds();

    /// <summary>As Kafka's Uuid.toString.</summary>
    private static string Base64(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));
}
