using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KafkaQuiz.Labs.Egress;

/// <summary>A host name or address, and a port.</summary>
public sealed record HostPort(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c> or <c>[v6]:port</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostPort? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return false;
        var host = text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal)) return false;
        if (!IsValid(host, port)) return false;
        address = new HostPort(host, port);
        return true;
    }

    /// <summary>True where it can be an address at all.</summary>
    internal static bool IsValid(string host, int port) => port is >= 1 and <= 65535 && host.Length is > 0 and <= 253 && Uri.CheckHostName(host) != UriHostNameType.Unknown;

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
