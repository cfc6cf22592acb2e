using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>What a single value must be: its type, then the definition's rule (ConfigDef.parseType and its validators). Messages are Kafka's own.</summary>
internal static class ConfigRule
{
    /// <summary>Null when the value may be set, else Kafka's message.</summary>
    public static string? Fault(ConfigDefinition definition, string value)
    {
        var trimmed = value.Trim();
        if (TypeFault(definition.Type, trimmed) is { } fault)
            return Invalid(definition, definition.Type == ConfigType.Class ? trimmed : value, fault);
        var words = definition.Rule.Split(' ');
        return words[0] switch
        {
            "min" or "range" => RangeFault(definition, trimmed, words),
            "in" => InFault(definition, trimmed, words[1].Split(','), StringComparison.Ordinal),
            "in-any-case" => InFault(definition, trimmed, words[1].Split(','), StringComparison.OrdinalIgnoreCase),
            "list" => ListFault(definition, ConfigText.List(trimmed), words),
            "custom" => CustomFault(definition, trimmed, definition.Rule),
            _ => null,
        };
    }

    public static string Invalid(ConfigDefinition definition, string value, string fault) => $"Invalid value {value} for configuration {definition.Name}: {fault}";

    private static string? TypeFault(ConfigType type, string value) => type switch
    {
        ConfigType.Boolean => bool.TryParse(value, out _) ? null : "Expected value to be either true or false",
        ConfigType.Int => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "Not a number of type INT",
        ConfigType.Short => short.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "Not a number of type SHORT",
        ConfigType.Long => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "Not a number of type LONG",
        ConfigType.Double => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "Not a number of type DOUBLE",
        // No class of the learner's can be on the path.
        ConfigType.Class => value.StartsWith("org.apache.kafka.", StringComparison.Ordinal) ? null : $"Class {value} could not be found.",
        _ => null,
    };

    private static string? RangeFault(ConfigDefinition definition, string value, string[] words)
    {
        var number = decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? (double)exact : double.Parse(value, CultureInfo.InvariantCulture);
        var shown = ConfigText.Canonical(definition.Type, value);
        return number < double.Parse(words[1], CultureInfo.InvariantCulture) ? Invalid(definition, shown, $"Value must be at least {words[1]}")
            : words.Length > 2 && number > double.Parse(words[2], CultureInfo.InvariantCulture) ? Invalid(definition, shown, $"Value must be no more than {words[2]}")
            : null;
    }

    private static string? InFault(ConfigDefinition definition, string value, string[] allowed, StringComparison comparison) =>
        allowed.Any(a => a.Equals(value, comparison)) ? null
        : Invalid(definition, value, comparison == StringComparison.Ordinal ? $"String must be one of: {string.Join(", ", allowed)}"
            : $"String must be one of (case insensitive): {string.Join(", ", allowed)}");

    /// <summary>"list [empty] [null] [a,b]": whether it may be empty, then what its elements may be. Twice the same is taken once.</summary>
    private static string? ListFault(ConfigDefinition definition, List<string> values, string[] words)
    {
        var allowed = words.Length > 1 && words[^1] is not ("empty" or "null") ? words[^1].Split(',') : null;
        if (values.Count == 0)
            return words.Contains("empty") ? null : $"Configuration '{definition.Name}' must not be empty. Valid values include: {(allowed is null ? "any non-empty value" : $"[{string.Join(", ", allowed)}]")}";
        return values.Contains("") ? $"Configuration '{definition.Name}' values must not be empty."
            : allowed is null ? null : values.Select(v => InFault(definition, v, allowed, StringComparison.Ordinal)).FirstOrDefault(f => f is not null);
    }

    private static string? CustomFault(ConfigDefinition definition, string value, string rule) => rule switch
    {
        "custom [1,...,9] or -1" => int.Parse(value, CultureInfo.InvariantCulture) is -1 or (>= 1 and <= 9) ? null
            : Invalid(definition, value, "Value must be between 1 and 9 or equal to -1"),
        "custom ThrottledReplicaListValidator" => IsReplicaList(ConfigText.List(value)) ? null
            : Invalid(definition, $"[{string.Join(", ", ConfigText.List(value))}]", $"{definition.Name} must be the literal '*' or a list of replicas in the following format: [partitionId]:[brokerId],[partitionId]:[brokerId],..."),
        // ShareGroupAutoOffsetResetStrategy.
        "custom Validator" => value is "earliest" or "latest" || value.StartsWith("by_duration:P", StringComparison.Ordinal) ? null
            : Invalid(definition, value, $"Invalid value `{value}` for configuration {definition.Name}. The value must be either 'earliest', 'latest' or of the format 'by_duration:<PnDTnHnMn.nS>'."),
        _ => null,
    };

    private static bool IsReplicaList(List<string> values) =>
        values is [] or ["*"] || values.TrueForAll(v => v.Split(':') is [var partition, var broker] && partition.Length > 0 && broker.Length > 0 && partition.All(char.IsAsciiDigit) && broker.All(char.IsAsciiDigit));
}
