using System.Net.Security;
using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console.Cluster;

/// <summary>
/// TLS and SASL of a <c>--command-config</c> file. Only <c>security.protocol</c>, <c>sasl.mechanism</c> (PLAIN, SCRAM) and
/// <c>sasl.jaas.config</c> are taken; trust stores are not read, the session's own TLS options are used.
/// </summary>
internal static partial class ClientSecurity
{
    public static KafkaClientOptions Apply(KafkaClientOptions options, IReadOnlyDictionary<string, string> properties)
    {
        if (!properties.TryGetValue("security.protocol", out var protocol))
            return options;
        return protocol.ToUpperInvariant() switch
        {
            "PLAINTEXT" => options with { Tls = null, Sasl = null },
            "SSL" => options with { Tls = options.Tls ?? new SslClientAuthenticationOptions(), Sasl = null },
            "SASL_PLAINTEXT" => options with { Tls = null, Sasl = Sasl(properties) },
            "SASL_SSL" => options with { Tls = options.Tls ?? new SslClientAuthenticationOptions(), Sasl = Sasl(properties) },
            _ => throw Config($"Invalid value {protocol} for configuration security.protocol: String must be one of (case insensitive): PLAINTEXT, SASL_PLAINTEXT, SASL_SSL, SSL"),
        };
    }

    private static SaslCredentials Sasl(IReadOnlyDictionary<string, string> properties)
    {
        var mechanism = properties.GetValueOrDefault("sasl.mechanism", "GSSAPI") switch
        {
            "PLAIN" => SaslMechanism.Plain,
            "SCRAM-SHA-256" => SaslMechanism.ScramSha256,
            "SCRAM-SHA-512" => SaslMechanism.ScramSha512,
            var other => throw Config($"sasl.mechanism {other}: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512"),
        };
        if (!properties.TryGetValue("sasl.jaas.config", out var jaas))
        {
            throw IllegalArgument("Could not find a 'KafkaClient' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set");
        }
        var fields = Field().Matches(jaas).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value, StringComparer.Ordinal);
        return new SaslCredentials(mechanism, fields.GetValueOrDefault("username", ""), fields.GetValueOrDefault("password", ""));
    }

    private static JavaException Config(string message) => new("org.apache.kafka.common.config.ConfigException", message);

    private static JavaException IllegalArgument(string message) => JavaException.IllegalArgument(message);

    [GeneratedRegex("(\\w+)\\s*=\\s*[\"']([^\"']*)[\"']")]
    private static partial Regex Field();
}
