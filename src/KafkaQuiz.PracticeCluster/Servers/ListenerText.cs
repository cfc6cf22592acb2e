using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Configs;

namespace KafkaQuiz.Practice.Servers;

/// <summary>One entry of `listeners` or `advertised.listeners`.</summary>
/// <param name="Name">Upper case.</param>
/// <param name="Protocol">Its security protocol.</param>
/// <param name="Host">Empty for every interface.</param>
/// <param name="Port">0 to 65535.</param>
internal sealed partial record ListenerText(string Name, string Protocol, string Host, int Port)
{
    /// <summary>Reads a list of them (AbstractKafkaConfig.listenerListToEndPoints).</summary>
    /// <param name="text">The config's value.</param>
    /// <param name="protocols">The effective `listener.security.protocol.map`.</param>
    /// <param name="distinctPorts">For `listeners`: no two on one port.</param>
    /// <exception cref="KafkaFault">It is not one.</exception>
    public static List<ListenerText> Parse(string text, IReadOnlyDictionary<string, string> protocols, bool distinctPorts)
    {
        var texts = ConfigText.List(text).Distinct().ToList();
        try
        {
            var listeners = texts.ConvertAll(t => One(t, protocols));
            Check(listeners, texts, distinctPorts);
            return listeners;
        }
        catch (KafkaFault cause)
        {
            throw KafkaFault.Argument($"Error creating broker listeners from '{Shown(texts)}': {cause.Message}", cause);
        }
    }

    private static ListenerText One(string text, IReadOnlyDictionary<string, string> protocols)
    {
        if (Form().Match(text) is not { Success: true } match || !int.TryParse(match.Groups[3].Value, CultureInfo.InvariantCulture, out var port))
            throw new KafkaFault("org.apache.kafka.common.KafkaException", $"Unable to parse {text} to a broker endpoint");
        var name = match.Groups[1].Value.ToUpperInvariant();
        return protocols.TryGetValue(name, out var protocol) ? new(name, protocol, match.Groups[2].Value, port)
            : throw KafkaFault.Argument($"No security protocol defined for listener {name}");
    }

    private static void Check(List<ListenerText> listeners, List<string> texts, bool distinctPorts)
    {
        if (distinctPorts)
        {
            foreach (var same in listeners.Where(l => l.Port != 0).GroupBy(l => l.Port).Where(g => g.Count() > 1))
            {
                // The same port twice is fine for an IPv4 and an IPv6 address.
                var isIpOnly = same.All(l => IPAddress.TryParse(l.Host, out _));
                if (isIpOnly && same.Count() == 2 && same.DistinctBy(l => IPAddress.Parse(l.Host).AddressFamily).Count() == 2)
                    continue;
                throw KafkaFault.Argument(isIpOnly
                    ? $"If you have two listeners on the same port then one needs to be IPv4 and the other IPv6, listeners: {Shown(texts)}, port: {same.Key}"
                    : $"Each listener must have a different port, listeners: {Shown(texts)}");
            }
        }
        if (listeners.DistinctBy(l => l.Name).Count() != listeners.Count)
            throw KafkaFault.Argument($"Each listener must have a different name, listeners: {Shown(texts)}");
    }

    private static string Shown(List<string> texts) => $"[{string.Join(", ", texts)}]";

    [GeneratedRegex(@"^(.*)://\[?([0-9a-zA-Z\-%._:]*)\]?:(-?[0-9]+)$")]
    private static partial Regex Form();
}
