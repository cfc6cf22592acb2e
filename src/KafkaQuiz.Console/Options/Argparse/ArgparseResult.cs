using System.Globalization;

namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>The arguments of one command line, by the options' first names.</summary>
internal sealed class ArgparseResult
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <summary>The page of the sub-command, or of the tool that has none.</summary>
    public required ArgparsePage Page { get; init; }

    /// <summary>Empty for a tool without sub-commands.</summary>
    public required string Command { get; init; }

    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The last value, or null.</summary>
    public string? ValueOf(string name) => _values.GetValueOrDefault(name)?[^1];

    /// <summary>All values of a repeated option.</summary>
    public IReadOnlyList<string> ValuesOf(string name) => _values.GetValueOrDefault(name, []);

    public int? Int(string name) => Number(name, "Integer", t => int.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (int?)null);

    public long? Long(string name) => Number(name, "Long", t => long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (long?)null);

    public short? Short(string name) => Number(name, "Short", t => short.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : (short?)null);

    public double? Double(string name) => Number(name, "Double", t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : (double?)null);

    /// <summary>An error about this command line.</summary>
    public ArgparseFault Fault(string message) => new(Page, message);

    internal void Add(ArgparseOption option, string value)
    {
        if (!_values.TryGetValue(option.Name, out var values))
            _values[option.Name] = values = [];
        values.Add(value);
    }

    /// <exception cref="ArgparseFault">The value is no number of this type.</exception>
    private T? Number<T>(string name, string type, Func<string, T?> parse)
        where T : struct
    {
        if (ValueOf(name) is not { } text)
            return null;
        var option = Page.Options.First(o => o.Name == name);
        return parse(text) ?? throw Fault($"argument {option}: could not convert '{text}' to {type} (For input string: \"{text}\")");
    }
}
