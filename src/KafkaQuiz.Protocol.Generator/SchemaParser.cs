using System.Globalization;

namespace KafkaQuiz.Protocol.Generator;

/// <summary>A fault of a schema file, with its line (from 1).</summary>
internal sealed class SchemaException : Exception
{
    public SchemaException(int line, string message)
        : base(message) => Line = line;

    public int Line { get; }
}

/// <summary>Reads the text format that docs/protocol.md describes.</summary>
internal static class SchemaParser
{
    private static readonly HashSet<string> Primitives = new()
    {
        "bool", "int8", "int16", "uint16", "int32", "uint32", "int64", "float64", "string", "bytes", "records", "uuid", "error",
    };

    public static SchemaFile Parse(string text)
    {
        var file = new SchemaFile();
        Message? message = null;
        var open = new List<(Struct Struct, Span Versions)>();
        Field? last = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var words = line.Trim().Split(' ');
            var depth = (line.Length - line.TrimStart().Length) / 2;
            if (depth == 0)
            {
                message = Heading(file, words, number) ?? message;
                open.Clear();
                if (message != null)
                    open.Add((message.Root, message.Valid));
                last = null;
                continue;
            }
            if (message == null)
                throw new SchemaException(number, "a field before 'request', 'response' or 'body'");
            if (depth == 1 && words[0] == "struct")
            {
                var common = new Struct { Name = words[1] };
                message.Structs.Add(common);
                open.RemoveRange(1, open.Count - 1);
                open.Add((common, message.Valid));
                last = null;
                continue;
            }
            if (depth == open.Count + 1 && last != null)
            {
                last.Struct = new Struct { Name = last.Type };
                message.Structs.Add(last.Struct);
                open.Add((last.Struct, last.Versions));
            }
            if (depth > open.Count)
                throw new SchemaException(number, "indented too far");
            open.RemoveRange(depth, open.Count - depth);
            last = ParseField(words, open[depth - 1].Versions, number);
            open[depth - 1].Struct.Fields.Add(last);
        }
        foreach (var each in file.Messages)
            Resolve(each);
        return file;
    }

    private static Message? Heading(SchemaFile file, string[] words, int line)
    {
        switch (words[0])
        {
            case "api":
                file.Key = int.Parse(words[1], CultureInfo.InvariantCulture);
                file.Name = words[2];
                return null;
            case "data":
                file.Name = words[1];
                return null;
            case "request":
            case "response":
            case "body":
                var suffix = words[0] == "request" ? "Request" : words[0] == "response" ? "Response" : "";
                var message = new Message { Name = file.Name + suffix, Kind = words[0], Valid = ParseSpan(words[1], line) };
                if (words.Length > 2)
                    message.FlexibleFrom = ParseSpan(words[2].Substring("flexible=".Length), line).Low;
                message.Root.Name = message.Name;
                file.Messages.Add(message);
                return message;
            default:
                throw new SchemaException(line, "unknown heading '" + words[0] + "'");
        }
    }

    private static Field ParseField(string[] words, Span parent, int line)
    {
        if (words.Length < 2)
            throw new SchemaException(line, "a field needs a name and a type");
        var type = words[1];
        var field = new Field { Name = words[0], Versions = parent };
        var nullable = type.EndsWith("?", StringComparison.Ordinal);
        if (nullable)
            type = type.Substring(0, type.Length - 1);
        if (type.StartsWith("[]", StringComparison.Ordinal))
        {
            field.IsArray = true;
            type = type.Substring(2);
        }
        field.Type = type;
        Span? nullableVersions = null;
        foreach (var word in words.Skip(2))
        {
            if (word.StartsWith("tag=", StringComparison.Ordinal))
                field.Tag = int.Parse(word.Substring(4), CultureInfo.InvariantCulture);
            else if (word.StartsWith("default=", StringComparison.Ordinal))
                field.Default = word.Substring(8);
            else if (word.StartsWith("nullable=", StringComparison.Ordinal))
                nullableVersions = ParseSpan(word.Substring(9), line);
            else
                field.Versions = ParseSpan(word, line);
        }
        if (nullable)
            field.Nullable = nullableVersions ?? field.Versions;
        return field;
    }

    private static Span ParseSpan(string word, int line)
    {
        var parts = word.TrimEnd('+').Split('-');
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low))
            throw new SchemaException(line, "versions are written 3, 3-7 or 3+, not '" + word + "'");
        return word.EndsWith("+", StringComparison.Ordinal) ? new Span(low, int.MaxValue)
            : new Span(low, parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : low);
    }

    private static void Resolve(Message message)
    {
        foreach (var field in message.Structs.Concat(new[] { message.Root }).SelectMany(s => s.Fields))
        {
            if (Primitives.Contains(field.Type))
                continue;
            field.Struct ??= message.Structs.FirstOrDefault(s => s.Name == field.Type)
                ?? throw new SchemaException(1, message.Name + ": unknown type '" + field.Type + "'");
        }
    }
}
