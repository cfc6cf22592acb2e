using System.Globalization;
using System.Text.Json.Nodes;

namespace KafkaQuiz.Protocol.Tests.Golden;

/// <summary>A message as Apache Kafka's own serialiser wrote it, with Kafka's JSON view of it (eng/protocol/GoldenMessages.java).</summary>
internal sealed record GoldenMessage(Api Api, bool IsRequest, short Version, byte[] Bytes, JsonObject Json)
{
    public override string ToString() => $"{Api.Name} {(IsRequest ? "request" : "response")} v{Version}";

    public IMessage Decode(ReadOnlyMemory<byte> bytes, out int remaining)
    {
        var reader = new MessageReader(bytes);
        IMessage message = IsRequest ? Api.ReadRequest(ref reader, Version) : Api.ReadResponse(ref reader, Version);
        remaining = reader.Remaining;
        return message;
    }
}

internal static class GoldenFile
{
    public static IReadOnlyList<GoldenMessage> Messages { get; } = Lines("messages.tsv")
        .Select(f => new GoldenMessage(
            Api.Of((ApiKey)short.Parse(f[0], CultureInfo.InvariantCulture)),
            f[1] == "request",
            short.Parse(f[2], CultureInfo.InvariantCulture),
            Convert.FromHexString(f[3]),
            JsonNode.Parse(f[4])!.AsObject()))
        .ToList();

    public static IReadOnlyDictionary<string, byte[]> Batches { get; } =
        Lines("batches.tsv").ToDictionary(f => f[0], f => Convert.FromHexString(f[1]));

    private static IEnumerable<string[]> Lines(string name)
    {
        using var reader = new StreamReader(typeof(GoldenFile).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
            yield return line.Split('\t');
    }
}
