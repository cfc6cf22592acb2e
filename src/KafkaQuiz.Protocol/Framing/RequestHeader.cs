namespace KafkaQuiz.Protocol;

/// <summary>What precedes every request body.</summary>
/// <param name="Key">The API asked for; may be one that has no schema here.</param>
/// <param name="Version">Version of the body; may be one that the schema does not cover.</param>
/// <param name="CorrelationId">Comes back in the response's header.</param>
/// <param name="ClientId">The client's name for itself, if it gives one.</param>
public readonly record struct RequestHeader(ApiKey Key, short Version, int CorrelationId, string? ClientId)
{
    /// <summary>
    /// Reads a header v1, and the tagged fields of v2 when the API and version are known to be flexible. For an unknown API or
    /// version nothing after the client id is read: the caller answers from the header alone.
    /// </summary>
    /// <exception cref="MalformedMessageException">The frame is shorter than a header.</exception>
    public static RequestHeader Read(ref MessageReader reader)
    {
        var key = (ApiKey)reader.ReadInt16();
        var version = reader.ReadInt16();
        var correlationId = reader.ReadInt32();
        var clientId = reader.ReadNullableString(compact: false);
        if (Api.TryGet(key, out var api) && api.Covers(version) && api.RequestHeaderVersion(version) == 2)
            reader.SkipTags();
        return new RequestHeader(key, version, correlationId, clientId);
    }

    /// <summary>Writes header v0, v1 or v2 as the API's version wants it.</summary>
    public void Write(MessageWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteInt16((short)Key);
        writer.WriteInt16(Version);
        writer.WriteInt32(CorrelationId);
        writer.WriteNullableString(ClientId, compact: false);
        if (Api.Of(Key).RequestHeaderVersion(Version) == 2)
            writer.WriteUnsignedVarint(0);
    }
}
