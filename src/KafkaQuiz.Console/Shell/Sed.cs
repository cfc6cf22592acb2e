using System.Text;

namespace KafkaQuiz.Console.Shell;

/// <summary>
/// <c>sed [-i] [-E] [-n] [-e] SCRIPT... [FILE]...</c> with <c>[ADDRESS]s/re/text/[gip]</c>, d, p, a TEXT and i TEXT, where an address is a line's number, $
/// or /re/: what editing server.properties needs.
/// </summary>
internal static class Sed
{
    private const string Usage = "sed [-i] [-E] [-n] 's/RE/TEXT/[g]' [FILE]...";

    public static async Task<int> RunAsync(BuiltinContext context, CancellationToken cancel)
    {
        var (inPlace, extended, silent) = (false, false, false);
        var (scripts, rest) = (new List<string>(), new List<string>());
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            var word = context.Arguments[i];
            if (word is "-e" or "--expression" && i + 1 < context.Arguments.Count)
                scripts.Add(context.Arguments[++i]);
            else if (word.StartsWith("-i", StringComparison.Ordinal) || word == "--in-place")
                inPlace = true;
            else if (FileCommands.IsFlag(word) && word.Skip(1).All(c => "Ernis".Contains(c, StringComparison.Ordinal)))
                (extended, silent, inPlace) = (extended || word.AsSpan().ContainsAny('E', 'r'), silent || word.Contains('n', StringComparison.Ordinal), inPlace || word.Contains('i', StringComparison.Ordinal));
            else
                rest.Add(word);
        }
        if (scripts.Count == 0 && rest.Count > 0)
        {
            scripts.Add(rest[0]);
            rest.RemoveAt(0);
        }
        if (scripts.Count == 0 || inPlace && rest.Count == 0)
            throw BuiltinContext.Usage(Usage);
        var commands = scripts.SelectMany(s => SedCommand.Parse(s, extended)).ToList();
        if (rest.Count == 0)
        {
            var piped = new StringBuilder();
            await foreach (var line in context.Input.ReadAllAsync(cancel))
                piped.Append(line).Append('\n');
            context.Out.Write(Edit(piped.ToString(), commands, silent));
            return 0;
        }
        var code = 0;
        foreach (var path in rest)
        {
            if (context.Session.Files.Read(path) is not { } text)
                code = context.Fault($"can't read {path}: No such file or directory");
            else if (inPlace)
                context.Session.Files.Write(path, Edit(text, commands, silent));
            else
                context.Out.Write(Edit(text, commands, silent));
        }
        return code;
    }

    private static string Edit(string text, List<SedCommand> commands, bool silent)
    {
        var lines = text.Split('\n').ToList();
        var endsWithLine = lines[^1].Length == 0;
        if (endsWithLine)
            lines.RemoveAt(lines.Count - 1);
        var edited = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, isDeleted) = ((string?)lines[i], false);
            var behind = new List<string>();
            foreach (var command in commands.Where(c => c.Applies(line!, i + 1, i == lines.Count - 1)))
            {
                if (command.Insertion is { } inserted)
                {
                    (inserted.IsBefore ? edited : behind).Add(inserted.Text);
                    continue;
                }
                (line, var prints, isDeleted) = command.Apply(line!);
                if (prints)
                    edited.Add(line);
                if (isDeleted)
                    break;
            }
            if (!isDeleted && !silent)
                edited.Add(line!);
            edited.AddRange(behind);
        }
        return edited.Count == 0 ? "" : string.Join('\n', edited) + (endsWithLine ? "\n" : "");
    }
}
