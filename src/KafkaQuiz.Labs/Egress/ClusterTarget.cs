using KafkaQuiz.Content;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Labs.Egress;

/// <summary>
/// How to reach a learner's cluster. Of client settings only these essentials are taken: a raw property could name files, other hosts or
/// callbacks. Its text form shows no password.
/// </summary>
/// <param name="Bootstrap">One to <see cref="MostBootstrapServers"/> brokers.</param>
/// <param name="Tls">Whether the listener uses TLS. Certificates are always checked, the host name included.</param>
/// <param name="CaCertificate">PEM of a CA to trust in place of the system's, or null.</param>
/// <param name="Sasl">The SASL identity, or null.</param>
public sealed record ClusterTarget(IReadOnlyList<HostPort> Bootstrap, bool Tls = false, string? CaCertificate = null, SaslCredentials? Sasl = null)
{
    /// <summary>Most bootstrap servers that may be named.</summary>
    public const int MostBootstrapServers = 10;

    /// <summary>
    /// Where an address of a listener, as a broker's configuration has it, is reached from here: the address itself by default. On a practice machine ports lead
    /// elsewhere, and names mean something there alone; null where nothing can be reached.
    /// </summary>
    public Func<HostPort, Task<HostPort?>> Where { get; init; } = Task.FromResult<HostPort?>;

    /// <summary>The bootstrap servers, comma-separated.</summary>
    public string BootstrapServers => string.Join(',', Bootstrap);

    /// <summary>The target of servers that are no learner's typing, such as those of a cluster of ours.</summary>
    /// <exception cref="FormatException">They are no addresses.</exception>
    public static ClusterTarget Of(string bootstrapServers) =>
        new(ParseBootstrap(bootstrapServers, out _) ?? throw new FormatException($"No bootstrap servers: {bootstrapServers}"));

    /// <summary>Reads bootstrap servers, <c>host:port</c> separated by commas; else null and what to write instead.</summary>
    public static IReadOnlyList<HostPort>? ParseBootstrap(string? text, out LocalizedText? problem)
    {
        problem = null;
        var entries = (text ?? "").Split([',', ' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (entries.Length == 0)
        {
            problem = new("부트스트랩 서버를 입력하세요. 예: localhost:9092", "Enter the bootstrap servers, for example localhost:9092");
            return null;
        }
        if (entries.Length > MostBootstrapServers)
        {
            problem = new($"부트스트랩 서버는 {MostBootstrapServers}개까지 입력할 수 있습니다.", $"At most {MostBootstrapServers} bootstrap servers can be named.");
            return null;
        }
        var servers = new List<HostPort>();
        foreach (var entry in entries)
        {
            // Listener notation, as in server.properties, is a common slip.
            var plain = entry.Contains("://", StringComparison.Ordinal) ? entry[(entry.IndexOf("://", StringComparison.Ordinal) + 3)..] : entry;
            if (!HostPort.TryParse(plain, out var server))
            {
                problem = new(
                    $"주소가 아닙니다: '{Shorten(entry)}'. 호스트:포트 형식으로 입력하세요. 예: localhost:9092",
                    $"'{Shorten(entry)}' is no address. Write host:port, for example localhost:9092");
                return null;
            }
            servers.Add(server);
        }
        return servers;
    }

    /// <summary>Whether it is reached in the same way: a connection to the one serves the other.</summary>
    public bool IsSameAs(ClusterTarget? other) =>
        other is not null && Bootstrap.SequenceEqual(other.Bootstrap) && Tls == other.Tls && CaCertificate == other.CaCertificate && Equals(Sasl, other.Sasl);

    public override string ToString() => $"{BootstrapServers}{(Tls ? " TLS" : "")}{(Sasl is null ? "" : " " + Sasl)}";

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
