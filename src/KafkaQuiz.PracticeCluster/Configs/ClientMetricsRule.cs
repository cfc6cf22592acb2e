using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Configs;

/// <summary>What a client metrics subscription may be (ClientMetricsConfigs.validate). The practice cluster keeps it and collects nothing.</summary>
internal static class ClientMetricsRule
{
    private static readonly string[] Attributes =
        ["client_instance_id", "client_id", "client_software_name", "client_software_version", "client_source_address", "client_source_port"];

    /// <returns>NONE, or Kafka's code and message.</returns>
    public static (ErrorCode Code, string? Message) Check(string name, IReadOnlyDictionary<string, string> configs)
    {
        if (name.Length == 0)
            return (ErrorCode.InvalidRequest, "Subscription name can't be empty");
        foreach (var (config, value) in configs)
        {
            if (!ConfigCatalog.ClientMetrics.TryGetValue(config, out var definition))
                return (ErrorCode.InvalidRequest, $"Unknown client metrics configuration: {config}");
            if (ConfigRule.Fault(definition, value) is { } fault)
                return (ErrorCode.InvalidConfig, fault);
        }
        if (configs.TryGetValue("interval.ms", out var interval) && int.Parse(interval, CultureInfo.InvariantCulture) is < 100 or > 3_600_000)
            return (ErrorCode.InvalidRequest, $"Invalid value {interval} for interval.ms, interval must be between 100 and 3600000 (1 hour)");
        var pattern = configs.TryGetValue("match", out var match) ? ConfigText.List(match).FirstOrDefault(p => !IsPattern(p)) : null;
        return pattern is null ? (ErrorCode.None, null) : (ErrorCode.InvalidConfig, $"Illegal client matching pattern: {pattern}");
    }

    private static bool IsPattern(string text)
    {
        if (text.Split('=', 2) is not [var attribute, var pattern] || !Attributes.Contains(attribute))
            return false;
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (NotSupportedException)
        {
            // A pattern that needs backtracking: Java takes it.
            return true;
        }
    }
}
