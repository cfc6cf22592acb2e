using System.Collections.Frozen;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>How an option of a tool takes its value.</summary>
internal enum OptionValue
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>It takes the next word, whatever that is.</summary>
    Required,

    /// <summary>It takes the next word unless that is an option.</summary>
    Optional,

    /// <summary>It takes every word up to the next option.</summary>
    Several,
}

/// <summary>
/// A command-line tool of Apache Kafka and the options that it knows. The table comes from the tools of Kafka 4.3 themselves
/// (eng/kafka-tool-options.sh), so that it is known which options take a value.
/// </summary>
internal sealed class KafkaTool
{
    private static readonly FrozenDictionary<string, KafkaTool> tools = Load();

    private readonly FrozenDictionary<string, (string Name, OptionValue Value)> options;

    private KafkaTool(string name, IReadOnlyList<string> subCommands, Dictionary<string, (string Name, OptionValue Value)> options)
    {
        Name = name;
        SubCommands = subCommands;
        this.options = options.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Every tool of the table.</summary>
    public static IEnumerable<KafkaTool> All => tools.Values;

    /// <summary>The name without path and <c>.sh</c>.</summary>
    public string Name { get; }

    /// <summary>The words of which one names what to do; empty where the options do.</summary>
    public IReadOnlyList<string> SubCommands { get; }

    /// <summary>Every spelling of every option.</summary>
    public IEnumerable<string> Options => options.Keys;

    /// <summary>The tool of that name, or null where the table has none (then its options are guessed by their shape).</summary>
    public static KafkaTool? Find(string name) => tools.GetValueOrDefault(name);

    /// <summary>
    /// The option's first spelling and how it takes its value; null where the tool does not know it. One dash is as good as two: the
    /// parser of most tools (joptsimple) takes <c>-topic</c> for <c>--topic</c>; that of the others (argparse4j, they know <c>-h</c>) does not.
    /// </summary>
    public (string Name, OptionValue Value)? Option(string typed)
    {
        if (options.TryGetValue(typed, out var option)) return option;
        return !options.ContainsKey("-h") && typed.Length > 2 && typed[0] == '-' && typed[1] != '-' && options.TryGetValue("-" + typed, out option) ? option : null;
    }

    // One line a tool: `name {sub,commands} --flag --value= --maybe=? --several=+ -s|--long=`.
    private static FrozenDictionary<string, KafkaTool> Load()
    {
        using var stream = typeof(KafkaTool).Assembly.GetManifestResourceStream("kafka-tools.txt")
            ?? throw new InvalidOperationException("The table of Kafka's tools is not in the assembly.");
        using var reader = new StreamReader(stream);
        var found = new Dictionary<string, KafkaTool>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#')) continue;
            var options = new Dictionary<string, (string Name, OptionValue Value)>(StringComparer.Ordinal);
            string[] subCommands = [];
            foreach (string word in words.Skip(1))
            {
                if (word.StartsWith('{')) subCommands = word.Trim('{', '}').Split(',');
                else Add(options, word);
            }

            found[words[0]] = new KafkaTool(words[0], subCommands, options);
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, (string Name, OptionValue Value)> options, string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        var value = equals < 0 ? OptionValue.None : word[(equals + 1)..] switch
        {
            "" => OptionValue.Required,
            "?" => OptionValue.Optional,
            _ => OptionValue.Several,
        };
        string[] spellings = (equals < 0 ? word : word[..equals]).Split('|');
        string name = spellings.FirstOrDefault(spelling => spelling.StartsWith("--", StringComparison.Ordinal)) ?? spellings[0];
        foreach (string spelling in spellings)
            options[spelling] = (name, value);
    }
}
