using System.Buffers.Binary;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Gateway;

/// <summary>Replaces every host and port in an answer by the tunnel that leads there. An answer that cannot be read whole does not pass.</summary>
internal static class AddressRewriter
{
    /// <summary>The frame to hand on, size included.</summary>
    /// <exception cref="MalformedMessageException">The bytes are no such answer.</exception>
    public static byte[] Rewrite(KafkaGateway gateway, byte[] body, ApiKey key, short version)
    {
        var api = Api.Of(key);
        // A broker that lacks the asked version of ApiVersions answers in version 0 (KIP-511).
        if (key == ApiKey.ApiVersions && (!api.Covers(version) || (body.Length >= 6 && BinaryPrimitives.ReadInt16BigEndian(body.AsSpan(4)) == (short)ErrorCode.UnsupportedVersion)))
            version = 0;
        var reader = new MessageReader(body);
        var correlation = Frame.ReadResponseHeader(ref reader, api, version);
        var response = api.ReadResponse(ref reader, version);
        if (reader.Remaining != 0) throw new MalformedMessageException($"{reader.Remaining} bytes after {key}.");
        switch (response)
        {
            case ApiVersionsResponse versions: Limit(versions); break;
            case MetadataResponse metadata:
                metadata.UnknownTaggedFields = null;
                foreach (var broker in metadata.Brokers) (broker.Host, broker.Port) = Through(gateway, broker.Host, broker.Port);
                break;
            case DescribeClusterResponse cluster:
                foreach (var broker in cluster.Brokers) (broker.Host, broker.Port) = Through(gateway, broker.Host, broker.Port);
                break;
            case FindCoordinatorResponse found:
                (found.Host, found.Port) = Through(gateway, found.Host, found.Port);
                foreach (var coordinator in found.Coordinators) (coordinator.Host, coordinator.Port) = Through(gateway, coordinator.Host, coordinator.Port);
                break;
            case DescribeQuorumResponse quorum:
                foreach (var listener in quorum.Nodes.SelectMany(node => node.Listeners)) (listener.Host, listener.Port) = ("", 0);
                break;
            default: throw new MalformedMessageException($"{key} is not rewritten.");
        }
        using var writer = Frame.Write(response, version, correlation);
        return writer.ToArray();
    }

    private static (string Host, int Port) Through(KafkaGateway gateway, string host, int port) =>
        host.Length == 0 || port is < 1 or > 65535 ? ("", -1) : (KafkaGateway.LoopbackHost, gateway.TunnelTo(new HostPort(host, port), advertised: true).Port);

    /// <summary>
    /// Offers only versions whose answers can be read here; the versions of Produce and Fetch end before answers name brokers in tagged
    /// fields. APIs that are not let through stay listed: librdkafka infers a broker's features from the list.
    /// </summary>
    private static void Limit(ApiVersionsResponse versions)
    {
        foreach (var offered in versions.ApiKeys)
        {
            if (Api.TryGet((ApiKey)offered.ApiKey, out var api))
                offered.MaxVersion = Math.Min(offered.MaxVersion, GatewayRules.HighestVersion.TryGetValue(api.Key, out var highest) ? highest : api.MaxVersion);
        }
        versions.ApiKeys.RemoveAll(offered => !Api.TryGet((ApiKey)offered.ApiKey, out _) || offered.MaxVersion < offered.MinVersion);
        versions.UnknownTaggedFields = null;
    }
}
