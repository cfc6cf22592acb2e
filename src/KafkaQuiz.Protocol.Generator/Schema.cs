namespace KafkaQuiz.Protocol.Generator;

/// <summary>An inclusive span of versions.</summary>
internal readonly struct Span
{
    public Span(int low, int high)
    {
        Low = low;
        High = high;
    }

    public int Low { get; }

    public int High { get; }

    public bool Covers(Span other) => Low <= other.Low && High >= other.High;
}

internal sealed class Field
{
    public string Name = "";
    public string Type = "";
    public bool IsArray;
    public Span Versions;
    public Span? Nullable;
    public int? Tag;
    public string? Default;
    public Struct? Struct;

    /// <summary>A tagged struct that is absent on the wire is null in memory: most responses have none of theirs.</summary>
    public bool IsNullableInMemory => Nullable != null || (Struct != null && !IsArray && Tag != null);
}

internal sealed class Struct
{
    public string Name = "";
    public List<Field> Fields = new();
}

/// <summary>A request, a response or a bare body, with the structs nested in it.</summary>
internal sealed class Message
{
    public string Name = "";

    /// <summary>"request", "response" or "body".</summary>
    public string Kind = "";

    public Span Valid;

    /// <summary>First flexible version; <see cref="int.MaxValue"/> when there is none.</summary>
    public int FlexibleFrom = int.MaxValue;

    public Struct Root = new();

    public List<Struct> Structs = new();
}

internal sealed class SchemaFile
{
    public string Name = "";

    /// <summary>Null for a bare body.</summary>
    public int? Key;

    public List<Message> Messages = new();

    public Message Request => Messages.Single(m => m.Kind == "request");

    public Message Response => Messages.Single(m => m.Kind == "response");
}
