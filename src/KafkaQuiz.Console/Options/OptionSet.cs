using System.Globalization;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Options;

/// <summary>The options found on one command line.</summary>
internal sealed class OptionSet(Usage usage)
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly List<OptionSpec> _detected = [];

    public Usage Usage { get; } = usage;

    /// <summary>Options in the order in which they came, repeated ones again.</summary>
    public IReadOnlyList<OptionSpec> Detected => _detected;

    public OptionSpec Spec(string name) => Usage.Options[name];

    public bool Has(string name)
    {
        _ = Spec(name);
        return _values.ContainsKey(name);
    }

    /// <summary>All values; the default when the option is absent.</summary>
    public IReadOnlyList<string> ValuesOf(string name)
    {
        var spec = Spec(name);
        var values = _values.GetValueOrDefault(name, []);
        return values.Count == 0 && spec.Default is { } fallback ? [fallback] : values;
    }

    /// <summary>The one value, the default, or null.</summary>
    public string? ValueOf(string name)
    {
        var values = ValuesOf(name);
        return values.Count switch
        {
            0 => null,
            1 => values[0],
            _ => throw new JavaException("joptsimple.MultipleArgumentsForOptionException", $"Found multiple arguments for option {name}, but you asked for only one"),
        };
    }

    public int? Int(string name) => ValueOf(name) is { } text
        ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw NotANumber(name, text)
        : null;

    public long? Long(string name) => ValueOf(name) is { } text ? Long(name, text) : null;

    public IReadOnlyList<long> Longs(string name) => [.. ValuesOf(name).Select(text => Long(name, text))];

    public static JavaException CannotParse(string name, string text, JavaException? cause = null) =>
        new("joptsimple.OptionArgumentConversionException", $"Cannot parse argument '{text}' of option {name}", cause);

    internal void Add(OptionSpec spec, string? value)
    {
        _detected.Add(spec);
        if (!_values.TryGetValue(spec.Name, out var values))
            _values[spec.Name] = values = [];
        if (value is null)
            return;
        if (spec.SeparatedByCommas)
            values.AddRange(value.Split(','));
        else
            values.Add(value);
    }

    private static long Long(string name, string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw NotANumber(name, text);

    private static JavaException NotANumber(string name, string text)
    {
        var number = new JavaException("java.lang.NumberFormatException", $"For input string: \"{text}\"");
        return CannotParse(name, text, new JavaException("joptsimple.internal.ReflectionException", number.ToString(), number));
    }
}
