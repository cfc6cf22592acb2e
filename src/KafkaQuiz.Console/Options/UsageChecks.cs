namespace KafkaQuiz.Console.Options;

/// <summary>The checks that Kafka's tools share (CommandLineUtils.java): each prints a message and the usage text and exits with 1.</summary>
internal static class UsageChecks
{
    /// <summary><c>--help</c>, <c>--version</c> and a command without arguments.</summary>
    public static void MaybePrintHelpOrVersion(this ToolContext context, OptionSet options, string message)
    {
        if (context.Arguments.Count == 0 || options.Has("help"))
            throw context.UsageAndExit(options.Usage, message);
        if (options.Has("version"))
        {
            context.Out.Write(KafkaVersion + "\n");
            throw new ToolExitException(0);
        }
    }

    /// <summary>What <c>--version</c> prints.</summary>
    public const string KafkaVersion = "4.3.1";

    public static ToolExitException UsageAndExit(this ToolContext context, Usage usage, string message)
    {
        context.Error.Write(message + "\n");
        context.Error.Write(usage.Text);
        return new ToolExitException(1);
    }

    public static void CheckRequired(this ToolContext context, OptionSet options, params IEnumerable<string> required)
    {
        foreach (var name in required)
        {
            if (!options.Has(name))
                throw context.UsageAndExit(options.Usage, $"Missing required argument \"{options.Spec(name)}\"");
        }
    }

    public static void CheckInvalid(this ToolContext context, OptionSet options, string used, params IEnumerable<string> invalid)
    {
        if (!options.Has(used))
            return;
        foreach (var name in invalid)
        {
            if (options.Has(name))
                throw context.UsageAndExit(options.Usage, $"Option \"{options.Spec(used)}\" can't be used with option \"{options.Spec(name)}\"");
        }
    }

    public static void CheckExactlyOne(this ToolContext context, OptionSet options, params string[] names)
    {
        if (names.Count(options.Has) != 1)
        {
            throw context.UsageAndExit(options.Usage,
                "Exactly one of the following arguments is required: " + string.Join(", ", names.Select(n => options.Spec(n).ToString())));
        }
    }

    /// <summary>ToolsUtils.validateBootstrapServer.</summary>
    public static void CheckBootstrapServer(this ToolContext context, OptionSet options, string? servers)
    {
        if (string.IsNullOrWhiteSpace(servers))
            throw context.UsageAndExit(options.Usage, "Error while validating the bootstrap address\n");
        var parts = servers.Split(',').Reverse().SkipWhile(p => p.Length == 0).ToList();
        if (parts.Count == 0 || parts.Any(p => Cluster.HostPort.TryParse(p) is null))
            throw context.UsageAndExit(options.Usage, "Please provide valid host:port like host1:9091,host2:9092\n");
    }

    /// <summary>key=value pairs; a missing value is empty (CommandLineUtils.parseKeyValueArgs).</summary>
    public static Dictionary<string, string> KeyValues(IEnumerable<string> arguments)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            pairs[equals < 0 ? argument : argument[..equals]] = equals < 0 ? "" : argument[(equals + 1)..];
        }
        return pairs;
    }
}
