namespace KafkaQuiz.Console.Options;

/// <summary>Whether an option takes an argument.</summary>
internal enum Argument
{
    None,
    Optional,
    Required,
}

/// <summary>One option of a tool, as its usage text declares it.</summary>
/// <param name="Name">Without dashes.</param>
/// <param name="Type">Java's type of the argument: String, Integer, Long, ElectionType; empty when it takes none.</param>
/// <param name="Default">The value when the option is absent, if the usage text names one.</param>
internal sealed record OptionSpec(string Name, Argument Argument, string Type, string? Default)
{
    /// <summary>True for a list: <c>--delete-config a,b</c>.</summary>
    public bool SeparatedByCommas { get; init; }

    /// <summary>Must be given (joptsimple's required()); most tools check that themselves.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The description on one line.</summary>
    public string Help { get; init; } = "";

    /// <summary>joptsimple's toString().</summary>
    public override string ToString() => "[" + Name + "]";
}
