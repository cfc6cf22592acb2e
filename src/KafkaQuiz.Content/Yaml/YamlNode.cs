using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Content.Yaml;

/// <summary>A node of a YAML or JSON document with its place in the file.</summary>
internal abstract partial class YamlNode(int line, int column)
{
    /// <summary>1 for the first line.</summary>
    public int Line { get; } = line;

    /// <summary>1 for the first column.</summary>
    public int Column { get; } = column;

    /// <summary>The value of a key, or null: also where this is no map.</summary>
    public virtual YamlNode? this[string key] => null;

    /// <summary>The items of a list; empty where this is none.</summary>
    public virtual IReadOnlyList<YamlNode> Items => [];

    /// <summary>The entries of a map; empty where this is none.</summary>
    public virtual IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries => [];

    /// <summary>The text of a scalar; empty where this is none.</summary>
    public virtual string Text => "";

    /// <summary>What a plain scalar stands for. A number is what JSON calls a number: <c>.5</c>, <c>010</c> and <c>0x10</c> are texts.</summary>
    protected static ScalarType TypeOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "false" => ScalarType.Truth,
        _ => Number().IsMatch(text) ? ScalarType.Number : ScalarType.Text,
    };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex Number();
}

/// <summary>What a scalar stands for.</summary>
internal enum ScalarType
{
    Null,
    Truth,
    Number,
    Text,
}

/// <summary>A scalar. Quoted, folded and literal scalars are always text.</summary>
internal sealed class YamlScalar(string text, bool quoted, int line, int column) : YamlNode(line, column)
{
    public override string Text { get; } = text;

    /// <summary>What it stands for.</summary>
    public ScalarType Type { get; } = quoted ? ScalarType.Text : TypeOf(text);

    /// <summary>Its number, where it is one that a decimal holds.</summary>
    public bool TryNumber(out decimal number) =>
        decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Type == ScalarType.Number;
}

/// <summary>A list.</summary>
internal sealed class YamlList(List<YamlNode> items, int line, int column) : YamlNode(line, column)
{
    public override IReadOnlyList<YamlNode> Items => items;
}

/// <summary>A map; entries in the order of the file, keys may repeat (the shape refuses that).</summary>
internal sealed class YamlMap(List<KeyValuePair<YamlScalar, YamlNode>> entries, int line, int column) : YamlNode(line, column)
{
    public override IReadOnlyList<KeyValuePair<YamlScalar, YamlNode>> Entries => entries;

    public override YamlNode? this[string key]
    {
        get
        {
            foreach (var (name, value) in entries)
            {
                if (name.Text == key)
                    return value;
            }

            return null;
        }
    }
}
