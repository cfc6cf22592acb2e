using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Options;

/// <summary>
/// Reads arguments as joptsimple 5.0.4 does with abbreviations off: <c>--name value</c>, <c>--name=value</c>, <c>-name</c> for a
/// known name, <c>--</c> ends the options, what is no option is passed over.
/// </summary>
internal static class OptionParser
{
    public static OptionSet Parse(Usage usage, IReadOnlyList<string> arguments)
    {
        var set = new OptionSet(usage);
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument == "--")
                break;
            if (argument.StartsWith("--", StringComparison.Ordinal))
                i = Take(usage, arguments, i, argument[2..], set);
            else if (argument.Length > 1 && argument[0] == '-')
                i = TakeShort(usage, arguments, i, argument[1..], set);
        }
        var missing = usage.Options.Values.Where(o => o.IsRequired && !set.Has(o.Name)).ToList();
        if (missing.Count > 0 && !set.Has("help") && !set.Has("version"))
            throw new JavaException("joptsimple.MissingRequiredOptionsException", $"Missing required option(s) [{string.Join(", ", missing.Select(o => o.Name))}]");
        return set;
    }

    public static JavaException Unrecognized(string name) => new("joptsimple.UnrecognizedOptionException", name + " is not a recognized option");

    private static int Take(Usage usage, IReadOnlyList<string> arguments, int at, string token, OptionSet set)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? token : token[..equals];
        var attached = equals < 0 ? null : token[(equals + 1)..];
        return usage.Options.TryGetValue(name, out var spec) ? Take(usage, arguments, at, spec, attached, set) : throw Unrecognized(name);
    }

    private static int Take(Usage usage, IReadOnlyList<string> arguments, int at, OptionSpec spec, string? attached, OptionSet set)
    {
        if (spec.Argument == Argument.None)
        {
            set.Add(spec, null);
            return at;
        }
        // An attached empty value counts as none, so that the next argument is taken (ArgumentAcceptingOptionSpec.handleOption).
        if (!string.IsNullOrEmpty(attached))
        {
            set.Add(spec, attached);
            return at;
        }
        var more = at + 1 < arguments.Count;
        if (spec.Argument == Argument.Required)
        {
            if (!more)
                throw new JavaException("joptsimple.OptionMissingRequiredArgumentException", $"Option {spec.Name} requires an argument");
            set.Add(spec, arguments[at + 1]);
            return at + 1;
        }
        if (more && !LooksLikeAnOption(arguments[at + 1]))
        {
            set.Add(spec, arguments[at + 1]);
            return at + 1;
        }
        set.Add(spec, null);
        return at;
    }

    private static int TakeShort(Usage usage, IReadOnlyList<string> arguments, int at, string token, OptionSet set)
    {
        var equals = token.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? token : token[..equals];
        // No tool has an option of one letter, so a cluster of letters always fails at its first.
        return usage.Options.ContainsKey(name) ? Take(usage, arguments, at, token, set) : throw Unrecognized(token[..1]);
    }

    private static bool LooksLikeAnOption(string argument) => argument.Length > 1 && argument[0] == '-' || argument == "--";
}
