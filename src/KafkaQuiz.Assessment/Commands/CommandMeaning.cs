namespace KafkaQuiz.Assessment.Commands;

/// <summary>What a command line does, whatever way it is written: its tool, its options as sets of values, its other words.</summary>
/// <param name="Tool">Name without path and <c>.sh</c>.</param>
/// <param name="Options">Values by option; empty for an option without any.</param>
/// <param name="Arguments">Words that are no options, in order (sub-commands, files).</param>
internal sealed record CommandMeaning(string Tool, SortedDictionary<string, SortedSet<string>> Options, IReadOnlyList<string> Arguments)
{
    public static CommandMeaning Of(CommandLine line)
    {
        var options = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var (typed, value) in line.Tool == "kafka-configs" ? ConfigEntities.Named(line.Options) : line.Options)
        {
            string name = OptionMeaning.Name(line.Tool, typed);
            if (!options.TryGetValue(name, out var values)) options[name] = values = new(StringComparer.Ordinal);
            if (value is not null) values.UnionWith(OptionMeaning.Values(line.Tool, name, value));
        }

        DropDefaults(line.Tool, options);
        return new(line.Tool, options, line.Arguments);
    }

    /// <summary>Whether the option is there, under any of its names.</summary>
    public bool Has(string option) => Options.ContainsKey(OptionMeaning.Name(Tool, option));

    /// <summary>Whether the option is there with that value.</summary>
    public bool HasValue(string option, string value)
    {
        string name = OptionMeaning.Name(Tool, option);
        return Options.TryGetValue(name, out var values) && OptionMeaning.Values(Tool, name, value).All(values.Contains);
    }

    // What the tool does anyway when the option is left out.
    private static void DropDefaults(string tool, SortedDictionary<string, SortedSet<string>> options)
    {
        switch (tool)
        {
            case "kafka-consumer-groups" or "kafka-share-groups":
                if (options.ContainsKey("--describe") && !options.ContainsKey("--members") && !options.ContainsKey("--state")) options.Remove("--offsets");
                if (options.ContainsKey("--reset-offsets") && !options.ContainsKey("--execute")) options.Remove("--dry-run");
                break;
            case "kafka-console-consumer":
                Drop("--isolation-level", "read_uncommitted");
                if (options.ContainsKey("--partition")) Drop("--offset", "latest");
                break;
            case "kafka-get-offsets":
                Drop("--time", "-1");
                Drop("--time", "latest");
                Rename("--time", "-2", "earliest");
                Rename("--time", "-3", "max-timestamp");
                Rename("--time", "-4", "earliest-local");
                Rename("--time", "-5", "latest-tiered");
                break;
            case "kafka-acls":
                Drop("--resource-pattern-type", "literal");
                break;
        }

        void Drop(string option, string standard)
        {
            if (options.TryGetValue(option, out var values) && values.SetEquals([standard])) options.Remove(option);
        }

        void Rename(string option, string number, string word)
        {
            if (options.TryGetValue(option, out var values) && values.Remove(number)) values.Add(word);
        }
    }
}
