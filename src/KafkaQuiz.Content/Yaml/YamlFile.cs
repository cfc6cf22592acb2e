using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KafkaQuiz.Content.Yaml;

/// <summary>Reads one YAML document into nodes. Anchors, aliases, tags and second documents are refused: a bank reads as it stands.</summary>
internal static class YamlFile
{
    /// <summary>Deepest nesting that is read.</summary>
    private const int MaxDepth = 32;

    /// <summary>The document, or null with a fault where it is no YAML.</summary>
    public static YamlNode? Read(string text, FaultList faults)
    {
        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                faults.Add(FaultSeverity.Error, 1, 1, "empty-file", new("파일이 비어 있습니다.", "The file is empty."));
                return null;
            }

            parser.Consume<DocumentStart>();
            var node = Node(parser, faults, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.Accept<StreamEnd>(out _))
            {
                var at = parser.Current!.Start;
                faults.Add(FaultSeverity.Error, (int)at.Line, (int)at.Column, "second-document",
                    new("한 파일에는 문서가 하나만 있어야 합니다.", "A file holds one document."),
                    new("`---` 아래를 다른 파일로 옮기세요.", "Move what follows `---` to another file."));
            }

            return node;
        }
        catch (YamlException fault)
        {
            NoYaml(faults, fault.Start, fault.Message);
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            // YamlDotNet's scanner throws these at some broken files (a flow list that is never closed) in place of a YamlException.
            NoYaml(faults, parser.Current?.End ?? Mark.Empty, "unexpected end");
            return null;
        }
    }

    private static void NoYaml(FaultList faults, Mark at, string message) => faults.Add(
        FaultSeverity.Error, Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), "bad-yaml",
        new($"YAML로 읽을 수 없습니다: {message}", $"This is not YAML: {message}"),
        new("들여쓰기와 따옴표, 괄호를 확인하세요. `: `나 `#`이 있는 글은 따옴표로 감쌉니다.",
            "Check indentation, quotes and brackets. Quote a text that has `: ` or ` #` in it."));

    private static YamlNode Node(Parser parser, FaultList faults, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(parser.Current!.Start, parser.Current.End, $"nested deeper than {MaxDepth}");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
        {
            throw new YamlException(parser.Current.Start, parser.Current.End, "anchors and aliases (&, *) are not used here");
        }

        if (parser.Current is NodeEvent { Tag.IsEmpty: false })
            throw new YamlException(parser.Current.Start, parser.Current.End, "tags (!) are not used here");
        if (parser.TryConsume<YamlDotNet.Core.Events.Scalar>(out var scalar))
            return Scalar(scalar);
        if (parser.TryConsume<SequenceStart>(out var list))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
                items.Add(Node(parser, faults, depth + 1));
            return new YamlList(items, (int)list.Start.Line, (int)list.Start.Column);
        }

        var map = parser.Consume<MappingStart>();
        var entries = new List<KeyValuePair<YamlScalar, YamlNode>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(parser, faults, depth + 1) is not YamlScalar key)
                throw new YamlException(parser.Current!.Start, parser.Current.End, "a key must be a plain word");
            entries.Add(new(key, Node(parser, faults, depth + 1)));
        }

        return new YamlMap(entries, (int)map.Start.Line, (int)map.Start.Column);
    }

    private static YamlScalar Scalar(YamlDotNet.Core.Events.Scalar scalar) =>
        new(scalar.Value, scalar.Style != ScalarStyle.Plain, (int)scalar.Start.Line, (int)scalar.Start.Column);
}
