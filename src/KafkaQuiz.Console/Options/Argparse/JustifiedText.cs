using System.Text;

namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>argparse4j's way of breaking lines: at spaces and after hyphens, each full line justified by widening its middle gaps.</summary>
internal static class JustifiedText
{
    public static string Wrap(string text, int width)
    {
        var result = new StringBuilder();
        var line = new StringBuilder();
        foreach (var (piece, last) in Pieces(text))
        {
            // The last piece is followed by the text's line end, which counts.
            if (line.Length + piece.Length + (last ? 1 : 0) > width && line.Length > 0)
            {
                result.Append(Justify(line.ToString().TrimEnd(' '), width)).Append('\n');
                line.Clear();
            }
            line.Append(piece);
        }
        return result.Append(line).ToString();
    }

    private static string Justify(string line, int width)
    {
        var gaps = line.Count(c => c == ' ');
        var missing = width - line.Length;
        if (gaps == 0 || missing <= 0)
            return line;
        var (each, rest) = (missing / gaps, missing % gaps);
        var first = (gaps - rest + 1) / 2;
        var result = new StringBuilder();
        var gap = 0;
        foreach (var c in line)
        {
            result.Append(c);
            if (c != ' ')
                continue;
            result.Append(' ', each + (gap >= first && gap < first + rest ? 1 : 0));
            gap++;
        }
        return result.ToString();
    }

    /// <summary>Pieces between which a line may break, as java.text.BreakIterator finds them in such messages.</summary>
    private static IEnumerable<(string Piece, bool IsLast)> Pieces(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            var afterSpace = text[i - 1] == ' ' && text[i] != ' ';
            var afterHyphen = text[i - 1] == '-' && char.IsLetter(text[i]);
            if (!afterSpace && !afterHyphen)
                continue;
            yield return (text[start..i], false);
            start = i;
        }
        yield return (text[start..], true);
    }
}
