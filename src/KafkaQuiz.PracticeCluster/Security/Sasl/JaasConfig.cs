using System.Text;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>The text of a `sasl.jaas.config` (JaasConfig.java): one login module, its flag, its options.</summary>
/// <param name="Module">Class of the login module.</param>
/// <param name="Options">As user_alice="…".</param>
internal sealed record JaasConfig(string Module, IReadOnlyDictionary<string, string> Options)
{
    public const string Plain = "org.apache.kafka.common.security.plain.PlainLoginModule";
    public const string Scram = "org.apache.kafka.common.security.scram.ScramLoginModule";

    private static readonly string[] Flags = ["REQUIRED", "REQUISITE", "SUFFICIENT", "OPTIONAL"];

    /// <exception cref="ArgumentException">It is none, with Kafka's message.</exception>
    public static JaasConfig Parse(string text)
    {
        var words = new Queue<string>(Words(text));
        var modules = new List<JaasConfig>();
        while (words.Count > 0)
            modules.Add(Entry(words));
        return modules.Count switch
        {
            0 => throw new ArgumentException("Login module not specified in JAAS config"),
            1 => modules[0],
            var count => throw new ArgumentException($"JAAS config property contains {count} login modules, should be 1 module"),
        };
    }

    /// <summary>A listener's text for PLAIN with these users.</summary>
    public static string OfUsers(IEnumerable<PracticeUser> users) =>
        $"{Plain} required{string.Concat(users.Select(u => $" user_{u.Name}={Quoted(u.Password)}"))};";

    /// <summary>A client's text.</summary>
    public static string OfClient(string mechanism, PracticeUser user) => $"{ModuleOf(mechanism)} required username={Quoted(user.Name)} password={Quoted(user.Password)};";

    public static string ModuleOf(string mechanism) => ScramMechanisms.Of(mechanism) == ScramMechanism.Unknown ? Plain : Scram;

    /// <summary>Never shows what it holds.</summary>
    public override string ToString() => Module;

    private static JaasConfig Entry(Queue<string> words)
    {
        var module = words.Dequeue();
        if (words.Count == 0)
            throw new ArgumentException("Login module control flag not specified in JAAS config");
        var flag = words.Dequeue();
        if (!Flags.Contains(flag, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"Invalid login module control flag '{flag}' in JAAS config");
        var options = new Dictionary<string, string>();
        while (words.TryDequeue(out var key))
        {
            if (key == ";")
                return new(module, options);
            if (!words.TryDequeue(out var sign) || sign != "=" || !words.TryDequeue(out var value) || value is "=" or ";")
                throw new ArgumentException($"Value not specified for key '{key}' in JAAS config");
            options[key] = value[0] is '"' or '\'' ? value[1..] : value;
        }
        throw new ArgumentException("JAAS config entry not terminated by semi-colon");
    }

    /// <summary>As java.io.StreamTokenizer cuts it; a quoted word keeps its first quote.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            if (char.IsWhiteSpace(text[at]) || text[at] <= ' ')
            {
                at = end;
                continue;
            }
            if (text.AsSpan(at).StartsWith("//") || text.AsSpan(at).StartsWith("/*"))
            {
                var close = text.IndexOf(text[at + 1] == '/' ? "\n" : "*/", at + 2, StringComparison.Ordinal);
                at = close < 0 ? text.Length : close + (text[at + 1] == '/' ? 1 : 2);
                continue;
            }
            if (text[at] is '"' or '\'')
            {
                yield return text[at] + Unquoted(text, at, out end);
            }
            else
            {
                while (IsWord(text[at]) && end < text.Length && IsWord(text[end]))
                    end++;
                yield return text[at..end];
            }
            at = end;
        }
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '$' || c > '\u009F';

    private static string Unquoted(string text, int start, out int end)
    {
        var word = new StringBuilder();
        for (end = start + 1; end < text.Length && text[end] != text[start]; end++)
        {
            if (text[end] == '\\' && end + 1 < text.Length)
                word.Append(text[++end] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            else
                word.Append(text[end]);
        }
        end = Math.Min(end + 1, text.Length);
        return word.ToString();
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
