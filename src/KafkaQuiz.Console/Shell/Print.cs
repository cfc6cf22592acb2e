using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Shell;

/// <summary>echo, printf, seq.</summary>
internal static partial class Print
{
    public static Task<int> Echo(BuiltinContext context, CancellationToken cancel)
    {
        var words = context.Arguments.ToList();
        var (end, escapes) = ("\n", false);
        while (words.Count > 0 && words[0] is "-n" or "-e" or "-en" or "-ne" or "-E")
        {
            end = words[0].Contains('n', StringComparison.Ordinal) ? "" : end;
            escapes |= words[0].Contains('e', StringComparison.Ordinal);
            words.RemoveAt(0);
        }
        var text = string.Join(' ', words);
        context.Out.Write((escapes ? Escapes.Decode(text) : text) + end);
        return Task.FromResult(0);
    }

    /// <summary>The format is used again until the arguments are spent.</summary>
    public static Task<int> Printf(BuiltinContext context, CancellationToken cancel)
    {
        if (context.Arguments.Count == 0)
            throw BuiltinContext.Usage("printf FORMAT [ARGUMENT]...");
        var format = Escapes.Decode(context.Arguments[0]);
        var rest = new Queue<string>(context.Arguments.Skip(1));
        do
        {
            var before = rest.Count;
            context.Out.Write(Placeholder().Replace(format, m => Fill(m, rest)));
            if (before == rest.Count)
                break;
        }
        while (rest.Count > 0);
        return Task.FromResult(0);
    }

    /// <summary>seq [-f FORMAT] [-s SEPARATOR] [FIRST [STEP]] LAST.</summary>
    public static Task<int> Seq(BuiltinContext context, CancellationToken cancel)
    {
        const string usage = "seq [-f FORMAT] [FIRST [STEP]] LAST";
        var (format, separator) = ((string?)null, "\n");
        var numbers = new List<long>();
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            var word = context.Arguments[i];
            if (word is "-f" or "-s" && i + 1 < context.Arguments.Count)
                _ = word == "-f" ? format = context.Arguments[++i] : separator = Escapes.Decode(context.Arguments[++i]);
            else
                numbers.Add(long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw BuiltinContext.Usage(usage));
        }
        if (numbers.Count is 0 or > 3)
            throw BuiltinContext.Usage(usage);
        var first = numbers.Count > 1 ? numbers[0] : 1;
        var step = numbers.Count > 2 ? numbers[1] : 1;
        var last = numbers[^1];
        if (step == 0 || (last - first) / step > context.Session.Limits.Records)
            throw ShellFault.Refused($"seq는 {context.Session.Limits.Records:N0}개까지 셀 수 있습니다.", $"seq counts at most {context.Session.Limits.Records:N0} numbers.");
        var text = new StringBuilder();
        for (var n = first; step > 0 ? n <= last : n >= last; n += step)
        {
            if (text.Length > 0)
                text.Append(separator);
            text.Append(format is null ? n.ToString(CultureInfo.InvariantCulture) : Placeholder().Replace(format, m => Fill(m, new Queue<string>([n.ToString(CultureInfo.InvariantCulture)]))));
        }
        if (text.Length > 0)
            context.Line(text.ToString());
        return Task.FromResult(0);
    }

    private static string Fill(Match match, Queue<string> values)
    {
        var kind = match.Groups["kind"].Value;
        if (kind == "%")
            return "%";
        var value = values.Count > 0 ? values.Dequeue() : kind == "s" ? "" : "0";
        if (kind is "d" or "i" or "g" && match.Groups["zero"].Success && int.TryParse(match.Groups["width"].Value, CultureInfo.InvariantCulture, out var digits))
            return value.PadLeft(Math.Min(digits, 64), '0');
        return int.TryParse(match.Groups["width"].Value, CultureInfo.InvariantCulture, out var width)
            ? match.Groups["left"].Success ? value.PadRight(Math.Min(width, 256)) : value.PadLeft(Math.Min(width, 256))
            : value;
    }

    [GeneratedRegex(@"%(?<left>-)?(?<zero>0)?(?<width>\d+)?(?:\.0)?(?<kind>[sdigf%])")]
    private static partial Regex Placeholder();
}
