using System.Net;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Security.Sasl;

namespace KafkaQuiz.Practice.Configs;

/// <summary>What the options say of security, as static configs of the nodes.</summary>
internal static class SecurityConfigs
{
    private static readonly string[] Protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

    private static readonly string[] Mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"];

    /// <summary>The options with a user of their own where others than this computer's programs may connect and nobody was named.</summary>
    public static PracticeClusterOptions Complete(PracticeClusterOptions options) => options.Security is null && !IPAddress.IsLoopback(options.ListenAddress)
        ? options with { Security = PracticeSecurity.Generate() } : options;

    /// <summary>The protocol of a listener that the options have as they are.</summary>
    public static string ProtocolOf(PracticeClusterOptions options, string listener) =>
        Map(options).TryGetValue(listener, out var mapped) ? mapped
        : Protocols.Contains(listener) ? listener
        : options.Security is null ? "PLAINTEXT" : "SASL_PLAINTEXT";

    /// <summary>Adds what the options leave to us.</summary>
    public static void Add(Dictionary<string, string> configs, PracticeClusterOptions options, IReadOnlyList<string> listeners)
    {
        if (options.Security is not { } security)
            return;
        CheckUsers(security.Users);
        var mechanisms = security.Mechanisms ?? (IPAddress.IsLoopback(options.ListenAddress) ? Mechanisms : Mechanisms[1..]);
        configs["sasl.enabled.mechanisms"] = string.Join(',', mechanisms);
        configs["sasl.mechanism.inter.broker.protocol"] = mechanisms[0];
        foreach (var (listener, mechanism) in listeners.Where(l => ProtocolOf(options, l).StartsWith("SASL_", StringComparison.Ordinal)).SelectMany(l => mechanisms.Select(m => (l, m))))
            configs[$"listener.name.{listener}.{mechanism}.sasl.jaas.config".ToLowerInvariant()] = mechanism == Mechanisms[0] ? JaasConfig.OfUsers(security.Users) : JaasConfig.Scram + " required;";
        if (!security.Acls)
            return;
        configs["authorizer.class.name"] = Authorizer.ClassName;
        configs["super.users"] = string.Join(';', security.Users.Where(u => u.IsSuperUser).Select(u => "User:" + u.Name));
    }

    /// <summary>Whether a config is known, though it is none of Kafka's own catalogue: it is a listener's, or the authorizer's.</summary>
    public static bool IsKnown(string name) => name is "super.users" or "allow.everyone.if.no.acl.found" || BrokerConfigRule.WithoutListener(name) != name;

    /// <exception cref="InsecureListenerException">One would let in others than this computer's programs, whoever they are.</exception>
    /// <exception cref="ArgumentException">One would need TLS, which is not here.</exception>
    public static void Check(PracticeClusterOptions options, NodeConfig node)
    {
        if (node.Listeners.FirstOrDefault(l => l.Protocol is "SSL" or "SASL_SSL") is { } encrypted)
            throw new ArgumentException($"Listener {encrypted.Name} needs TLS ({encrypted.Protocol}), which the practice cluster does not have.");
        if (!IPAddress.IsLoopback(options.ListenAddress) && node.BrokerListeners.FirstOrDefault(l => l.Sasl is null) is { } open)
            throw new InsecureListenerException(open.Name, open.Protocol, options.ListenAddress);
    }

    /// <summary>SCRAM credentials of the options' users, as `kafka-storage format --add-scram` has them made.</summary>
    public static void AddUsers(ScramCredentials scram, PracticeSecurity? security)
    {
        foreach (var user in security?.Users ?? [])
        {
            scram.Set(user.Name, ScramMechanism.Sha256, ScramCredential.Of(ScramMechanism.Sha256, user.Password));
            scram.Set(user.Name, ScramMechanism.Sha512, ScramCredential.Of(ScramMechanism.Sha512, user.Password));
        }
    }

    /// <summary>Names and passwords that would not survive a JAAS config, `super.users` or SCRAM.</summary>
    private static void CheckUsers(IReadOnlyList<PracticeUser> users)
    {
        if (users.FirstOrDefault(u => u.Name.Length == 0 || !u.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) is { } named)
            throw new ArgumentException($"A user's name is made of letters, digits, '.', '-' and '_', which '{named.Name}' is not.");
        if (users.FirstOrDefault(u => u.Password.Length == 0 || u.Password.Any(char.IsControl)) is { } open)
            throw new ArgumentException($"User {open.Name} needs a password, without control characters.");
        if (users.GroupBy(u => u.Name).FirstOrDefault(u => u.Count() > 1) is { } twice)
            throw new ArgumentException($"User {twice.Key} is named twice.");
    }

    private static Dictionary<string, string> Map(PracticeClusterOptions options) => ConfigText.List(options.Configs.GetValueOrDefault("listener.security.protocol.map") ?? "")
        .Select(e => e.Split(':')).Where(e => e.Length == 2).ToDictionary(e => e[0].Trim(), e => e[1].Trim());
}
