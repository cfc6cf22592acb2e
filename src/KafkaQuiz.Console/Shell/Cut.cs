using System.Globalization;

namespace KafkaQuiz.Console.Shell;

/// <summary><c>cut -f LIST [-d C] [FILE]</c> and <c>cut -c LIST [FILE]</c>; a list is 1,3-5,7-.</summary>
internal static class Cut
{
    public static async Task<int> RunAsync(BuiltinContext context, CancellationToken cancel)
    {
        const string usage = "cut -f LIST [-d C] [FILE], cut -c LIST [FILE]";
        var (list, byCharacter, delimiter, file) = ((string?)null, false, "\t", (string?)null);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            var word = context.Arguments[i];
            if (word.Length < 2 || word[0] != '-')
            {
                file = word;
                continue;
            }
            var value = word.Length > 2 ? word[2..] : ++i < context.Arguments.Count ? context.Arguments[i] : throw BuiltinContext.Usage(usage);
            if (word[1] == 'd')
                delimiter = value;
            else if (word[1] is 'f' or 'c')
                (list, byCharacter) = (value, word[1] == 'c');
            else
                throw BuiltinContext.Usage(usage);
        }
        var ranges = Ranges(list ?? throw BuiltinContext.Usage(usage)) ?? throw BuiltinContext.Usage(usage);
        await foreach (var line in LineFilters.LinesAsync(context, file, cancel))
        {
            if (byCharacter)
                context.Line(string.Concat(line.Where((_, i) => IsIn(ranges, i + 1))));
            else
                context.Line(line.Contains(delimiter, StringComparison.Ordinal) ? string.Join(delimiter, line.Split(delimiter).Where((_, i) => IsIn(ranges, i + 1))) : line);
        }
        return 0;
    }

    private static bool IsIn(List<(int From, int To)> ranges, int place) => ranges.Any(r => place >= r.From && place <= r.To);

    private static List<(int From, int To)>? Ranges(string list)
    {
        var ranges = new List<(int, int)>();
        foreach (var part in list.Split(','))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || Number(ends[0], 1) is not { } from || Number(ends[^1], int.MaxValue) is not { } to || part is "-" or "")
                return null;
            ranges.Add((from, to));
        }
        return ranges;
    }

    private static int? Number(string text, int fallback) =>
        text.Length == 0 ? fallback : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
