using System.Globalization;
using KafkaQuiz.Practice.Configs;

namespace KafkaQuiz.Practice.Servers;

/// <summary>A voter as `controller.quorum.voters` or `kafka-storage format --initial-controllers` names it.</summary>
/// <param name="Id">Node id.</param>
/// <param name="Host">Where the others find its controller listener.</param>
/// <param name="Port">Likewise.</param>
/// <param name="Directory">Id of its metadata log's directory; empty in a static quorum.</param>
internal sealed record Voter(int Id, string Host, int Port, Guid Directory = default)
{
    /// <summary>`controller.quorum.voters` (QuorumConfig.parseVoterConnections).</summary>
    public static List<Voter> ParseStatic(string text) => [.. ConfigText.List(text).Select(entry =>
    {
        var parts = entry.Split('@');
        if (parts.Length != 2)
            throw KafkaFault.Config("Invalid configuration value for controller.quorum.voters. Each entry should be in the form `{id}@{host}:{port}`.");
        if (!int.TryParse(parts[0], CultureInfo.InvariantCulture, out var id))
            throw KafkaFault.Config($"Failed to parse voter ID as an integer from {parts[0]}");
        var colon = parts[1].LastIndexOf(':');
        if (colon <= 0)
            throw KafkaFault.Config($"Failed to parse host name from entry {entry} for the configuration controller.quorum.voters. Each entry should be in the form `{{id}}@{{host}}:{{port}}`.");
        if (!int.TryParse(parts[1].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw KafkaFault.Config($"Failed to parse host port from entry {entry} for the configuration controller.quorum.voters. Each entry should be in the form `{{id}}@{{host}}:{{port}}`.");
        return new Voter(id, parts[1][..colon], port);
    })];

    /// <summary>`--initial-controllers` (DynamicVoters.parse): id@host:port:directory, comma-separated.</summary>
    public static List<Voter> ParseInitial(string text) => [.. text.Split(',').Select(entry =>
    {
        var at = entry.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
            throw KafkaFault.Argument("No @ found in dynamic voter string.");
        if (!int.TryParse(entry.AsSpan(0, at), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
            throw KafkaFault.Argument("Failed to parse node id in dynamic voter string.", NoNumber(entry[..at]));
        if (id < 0)
            throw KafkaFault.Argument($"Invalid negative node id {id} in dynamic voter string.");
        var rest = entry[(at + 1)..];
        var hostEnd = rest.IndexOf(':', StringComparison.Ordinal);
        if (hostEnd < 0)
            throw KafkaFault.Argument("No colon following hostname could be found.");
        var portEnd = rest.IndexOf(':', hostEnd + 1);
        if (portEnd < 0)
            throw KafkaFault.Argument("No colon following port could be found.");
        if (!int.TryParse(rest.AsSpan(hostEnd + 1, portEnd - hostEnd - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            throw KafkaFault.Argument("Failed to parse port in dynamic voter string.", NoNumber(rest[(hostEnd + 1)..portEnd]));
        return new Voter(id, rest[..hostEnd], port, ReadDirectory(rest[(portEnd + 1)..]));
    })];

    private static KafkaFault NoNumber(string text) => new("java.lang.NumberFormatException", $"For input string: \"{text}\"");

    /// <summary>Uuid.fromString.</summary>
    private static Guid ReadDirectory(string text)
    {
        if (KafkaId.TryRead(text, out var id))
            return id;
        var size = text.TrimEnd('=').Length;
        var cause = text.Length > 24 ? $"Input string with prefix `{text[..24]}` is too long to be decoded as a base64 UUID"
            : text.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '=')) is not '\0' and var wrong ? $"Illegal base64 character {(int)wrong:x}"
            : size % 4 == 1 ? "Last unit does not have enough valid bits"
            : $"Input string `{text}` decoded as {size * 3 / 4} bytes, which is not equal to the expected 16 bytes of a base64-encoded UUID";
        throw KafkaFault.Argument("Failed to parse directory ID in dynamic voter string.", KafkaFault.Argument(cause));
    }
}
