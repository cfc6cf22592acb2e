using System.Diagnostics.CodeAnalysis;

namespace KafkaQuiz.Protocol;

/// <summary>One Kafka API: its key, the versions its schema covers and its codecs. The table is generated from Schemas/*.txt.</summary>
public sealed partial class Api
{
    private readonly RequestReader _readRequest;
    private readonly ResponseReader _readResponse;

    private Api(ApiKey key, short min, short max, short flexibleFrom, RequestReader readRequest, ResponseReader readResponse)
    {
        Key = key;
        MinVersion = min;
        MaxVersion = max;
        FlexibleFrom = flexibleFrom;
        _readRequest = readRequest;
        _readResponse = readResponse;
    }

    private delegate IRequest RequestReader(ref MessageReader reader, short version);

    private delegate IResponse ResponseReader(ref MessageReader reader, short version);

    /// <summary>All APIs by ascending key.</summary>
    public static IReadOnlyList<Api> All { get; } = Table();

    private static readonly Dictionary<ApiKey, Api> ByKey = All.ToDictionary(a => a.Key);

    public ApiKey Key { get; }

    public string Name => Key.ToString();

    /// <summary>Lowest version the schema covers (KIP-896's baseline).</summary>
    public short MinVersion { get; }

    /// <summary>Highest version the schema covers.</summary>
    public short MaxVersion { get; }

    /// <summary>First flexible version (KIP-482); <see cref="short.MaxValue"/> when there is none.</summary>
    public short FlexibleFrom { get; }

    public override string ToString() => Name;

    public static Api Of(ApiKey key) => ByKey[key];

    public static bool TryGet(ApiKey key, [MaybeNullWhen(false)] out Api api) => ByKey.TryGetValue(key, out api);

    public bool Covers(short version) => version >= MinVersion && version <= MaxVersion;

    /// <summary>Version of the request header: 1, or 2 in flexible versions.</summary>
    public short RequestHeaderVersion(short version) => version >= FlexibleFrom ? (short)2 : (short)1;

    /// <summary>Version of the response header. ApiVersions' is always 0, so that a client of any age can read it (KIP-511).</summary>
    public short ResponseHeaderVersion(short version) => version >= FlexibleFrom && Key != ApiKey.ApiVersions ? (short)1 : (short)0;

    /// <exception cref="MalformedMessageException">The bytes are no such request.</exception>
    public IRequest ReadRequest(ref MessageReader reader, short version)
    {
        Check(version);
        return _readRequest(ref reader, version);
    }

    /// <exception cref="MalformedMessageException">The bytes are no such response.</exception>
    public IResponse ReadResponse(ref MessageReader reader, short version)
    {
        Check(version);
        return _readResponse(ref reader, version);
    }

    private void Check(short version)
    {
        if (!Covers(version))
            throw new MalformedMessageException($"{Name} has no version {version}; {MinVersion} to {MaxVersion} are known.");
    }
}
