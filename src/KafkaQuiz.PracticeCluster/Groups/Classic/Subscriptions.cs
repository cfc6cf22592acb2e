using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>Reads and writes what members of the classic protocol tell each other (ConsumerProtocol.java); the version comes first.</summary>
internal static class Subscriptions
{
    private const short Highest = 3;

    public static short Version(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessageReader(bytes);
        return reader.ReadInt16();
    }

    /// <exception cref="MalformedMessageException">It is not a subscription.</exception>
    public static ConsumerProtocolSubscription Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessageReader(bytes);
        return ConsumerProtocolSubscription.Read(ref reader, Known(reader.ReadInt16()));
    }

    /// <exception cref="MalformedMessageException">It is not an assignment.</exception>
    public static ConsumerProtocolAssignment ReadAssignment(ReadOnlyMemory<byte> bytes)
    {
        var reader = new MessageReader(bytes);
        return ConsumerProtocolAssignment.Read(ref reader, Known(reader.ReadInt16()));
    }

    public static byte[] Write(ConsumerProtocolAssignment assignment, short version)
    {
        using var writer = new MessageWriter();
        var known = Known(version);
        writer.WriteInt16(known);
        assignment.Write(writer, known);
        return writer.ToArray();
    }

    /// <summary>The topics of all subscriptions; null when one cannot be read.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Anything a client may have written counts as unreadable.")]
    public static IReadOnlySet<string>? TopicsOf(IEnumerable<ReadOnlyMemory<byte>> subscriptions)
    {
        try
        {
            return subscriptions.SelectMany(s => Read(s).Topics).ToHashSet();
        }
        catch (MalformedMessageException)
        {
            return null;
        }
    }

    private static short Known(short version) => version < 0 ? throw new MalformedMessageException("A negative version.") : Math.Min(version, Highest);
}
