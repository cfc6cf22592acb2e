using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Cluster;

/// <summary>A host and its port, parsed as Kafka's Utils.getHost and getPort do.</summary>
internal sealed partial record HostPort(string Host, int Port)
{
    public static HostPort? TryParse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success || !int.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            return null;
        return new HostPort(match.Groups["host"].Value, port);
    }

    public override string ToString() => Host + ":" + Port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9+.-]*://)?\[?(?<host>[0-9a-zA-Z._:%-]+)\]?:(?<port>[0-9]+)$")]
    private static partial Regex Pattern();
}
