using System.Globalization;

namespace KafkaQuiz.Console.Shell;

/// <summary><c>tail [-n N | -n +N | -f] [FILE]</c>; -f goes on with what a background job writes, until Ctrl+C.</summary>
internal static class Tail
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(BuiltinContext context, CancellationToken cancel)
    {
        var (count, fromStart, follows, file) = (10, false, false, (string?)null);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            var word = context.Arguments[i];
            if (word is "-f" or "-F" or "--follow")
            {
                follows = true;
                continue;
            }
            var number = word == "-n" && i + 1 < context.Arguments.Count ? context.Arguments[++i] : word.StartsWith("-n", StringComparison.Ordinal) ? word[2..] : FileCommands.IsFlag(word) ? word[1..] : null;
            if (number is null)
                file = word;
            else if (!int.TryParse(number.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out count))
                throw BuiltinContext.Usage("tail [-n N] [-f] [FILE]");
            else
                fromStart = number.StartsWith('+');
        }
        var shown = file is null ? 0 : context.Session.Files.Read(file)?.Length ?? 0;
        var (last, place) = (new Queue<string>(), 0);
        await foreach (var line in LineFilters.LinesAsync(context, file, cancel))
        {
            place++;
            if (fromStart ? place < count : false)
                continue;
            last.Enqueue(line);
            if (!fromStart && last.Count > count)
                last.Dequeue();
        }
        foreach (var line in last)
            context.Line(line);
        while (follows && file is not null)
        {
            await Task.Delay(LookEvery, cancel);
            var text = context.Session.Files.Read(file) ?? "";
            // A file that was written anew begins anew.
            if (text.Length < shown)
                shown = 0;
            context.Out.Write(text[shown..]);
            shown = text.Length;
        }
        return 0;
    }
}
