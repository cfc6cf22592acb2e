using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Shell;

/// <summary>grep, head, wc, sort, uniq over piped lines or one of the session's files.</summary>
internal static class LineFilters
{
    public static async Task<int> Grep(BuiltinContext context, CancellationToken cancel)
    {
        var flags = string.Concat(context.Arguments.Where(a => a.StartsWith('-') && a.Length > 1).Select(a => a[1..]));
        var words = context.Arguments.Where(a => !a.StartsWith('-') || a.Length == 1).ToList();
        if (words.Count == 0 || flags.Any(f => !"viceEFqo".Contains(f, StringComparison.Ordinal)))
            throw BuiltinContext.Usage("grep [-vicEFqo] PATTERN [FILE]");
        var pattern = flags.Contains('F', StringComparison.Ordinal) ? Regex.Escape(words[0]) : words[0];
        var regex = new Regex(pattern, (flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : 0) | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
        var count = 0;
        await foreach (var line in LinesAsync(context, words.ElementAtOrDefault(1), cancel))
        {
            if (regex.IsMatch(line) == flags.Contains('v', StringComparison.Ordinal))
                continue;
            count++;
            if (flags.Contains('q', StringComparison.Ordinal))
                return 0;
            if (flags.Contains('o', StringComparison.Ordinal))
            {
                foreach (Match match in regex.Matches(line))
                    context.Line(match.Value);
            }
            else if (!flags.Contains('c', StringComparison.Ordinal))
                context.Line(line);
        }
        if (flags.Contains('c', StringComparison.Ordinal))
            context.Line(count.ToString(CultureInfo.InvariantCulture));
        return count > 0 ? 0 : 1;
    }

    public static async Task<int> Head(BuiltinContext context, CancellationToken cancel)
    {
        var (count, file) = CountAndFile(context, "head [-n N] [FILE]");
        if (count == 0)
            return 0;
        await foreach (var line in LinesAsync(context, file, cancel))
        {
            context.Line(line);
            if (--count == 0)
                break;
        }
        return 0;
    }

    /// <summary>wc -l or wc -c (bytes), one of them.</summary>
    public static async Task<int> Count(BuiltinContext context, CancellationToken cancel)
    {
        var flags = context.Arguments.Where(FileCommands.IsFlag).ToList();
        if (flags is not ["-l" or "-c"])
            throw BuiltinContext.Usage("wc -l | -c [FILE]");
        var count = 0L;
        await foreach (var line in LinesAsync(context, context.Arguments.FirstOrDefault(a => !FileCommands.IsFlag(a)), cancel))
            count += flags[0] == "-l" ? 1 : System.Text.Encoding.UTF8.GetByteCount(line) + 1;
        context.Line(count.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    public static async Task<int> Sort(BuiltinContext context, CancellationToken cancel)
    {
        var flags = string.Concat(context.Arguments.Where(a => a.StartsWith('-')).Select(a => a[1..]));
        if (flags.Any(f => !"nru".Contains(f, StringComparison.Ordinal)))
            throw BuiltinContext.Usage("sort [-nru] [FILE]");
        var lines = await AllAsync(context, cancel);
        IEnumerable<string> sorted = flags.Contains('n', StringComparison.Ordinal)
            ? lines.OrderBy(l => double.TryParse(l.Trim().Split(' ')[0], CultureInfo.InvariantCulture, out var n) ? n : 0).ThenBy(l => l, StringComparer.Ordinal)
            : lines.Order(StringComparer.Ordinal);
        if (flags.Contains('r', StringComparison.Ordinal))
            sorted = sorted.Reverse();
        foreach (var line in flags.Contains('u', StringComparison.Ordinal) ? sorted.Distinct() : sorted)
            context.Line(line);
        return 0;
    }

    public static async Task<int> Uniq(BuiltinContext context, CancellationToken cancel)
    {
        var counts = context.Arguments.Contains("-c");
        var groups = new List<(string Line, int Count)>();
        foreach (var line in await AllAsync(context, cancel))
        {
            if (groups.Count > 0 && groups[^1].Line == line)
                groups[^1] = (line, groups[^1].Count + 1);
            else
                groups.Add((line, 1));
        }
        foreach (var (line, count) in groups)
            context.Line(counts ? $"{count,7} {line}" : line);
        return 0;
    }

    private static async Task<List<string>> AllAsync(BuiltinContext context, CancellationToken cancel)
    {
        var lines = new List<string>();
        await foreach (var line in LinesAsync(context, context.Arguments.FirstOrDefault(a => !a.StartsWith('-')), cancel))
            lines.Add(line);
        return lines;
    }

    public static async IAsyncEnumerable<string> LinesAsync(BuiltinContext context, string? file, [EnumeratorCancellation] CancellationToken cancel)
    {
        var lines = file is null or "-" ? context.Input
            : LineChannel.Of(await context.Session.ReadFileAsync(file, cancel) ?? throw new ShellFault(1, $"{file}: 그런 파일이 없습니다.", $"{file}: No such file or directory"));
        await foreach (var line in lines.ReadAllAsync(cancel))
            yield return line;
    }

    private static (int Count, string? File) CountAndFile(BuiltinContext context, string usage)
    {
        var (count, file) = (10, (string?)null);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            var word = context.Arguments[i];
            var number = word == "-n" && i + 1 < context.Arguments.Count ? context.Arguments[++i] : word.StartsWith("-n", StringComparison.Ordinal) ? word[2..] : word.StartsWith('-') ? word[1..] : null;
            if (number is null)
                file = word;
            else if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count))
                throw BuiltinContext.Usage(usage);
        }
        return (count, file);
    }
}
