namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>How many arguments an option takes.</summary>
internal enum Arity
{
    None,
    One,
    OneOrMore,
}

/// <summary>One option of a tool, as its help page declares it.</summary>
/// <param name="Names">With dashes, the long name first.</param>
/// <param name="IsRequired">Must be given by itself; options of a group are not.</param>
internal sealed record ArgparseOption(IReadOnlyList<string> Names, Arity Arity, bool IsRequired, string Help)
{
    public string Name => Names[0];

    /// <summary>argparse4j's textualName: all names, parted by slashes.</summary>
    public override string ToString() => string.Join('/', Names);
}

/// <summary>Options of which at most one may be given.</summary>
/// <param name="IsRequired">One must be given.</param>
internal sealed record ArgparseGroup(IReadOnlyList<ArgparseOption> Options, bool IsRequired);

/// <summary>A sub-command, such as describe.</summary>
internal sealed record ArgparseCommand(string Name, string Help);
