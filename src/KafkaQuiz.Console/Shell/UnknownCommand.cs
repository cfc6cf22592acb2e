namespace KafkaQuiz.Console.Shell;

/// <summary>What to say of a command that is not here: the nearest one that is, or how to do without.</summary>
internal static class UnknownCommand
{
    /// <summary>More edits than this are no slip of the finger.</summary>
    private const int MaxEdits = 4;

    private static readonly HashSet<string> Editors = ["vi", "vim", "nano", "emacs", "pico", "ed"];

    public static ShellFault Fault(ConsoleSession session, string name)
    {
        if (Editors.Contains(name))
        {
            return new ShellFault(127,
                $"{name}: 이 콘솔에는 편집기가 없습니다. cat > 파일 <<'EOF' 로 새로 쓰거나 sed -i 's/찾을 것/바꿀 것/' 파일 로 고치세요.",
                $"{name}: there is no editor in this console. Write a file with cat > FILE <<'EOF', change it with sed -i 's/RE/TEXT/' FILE.");
        }
        var nearest = Nearest(name);
        return new ShellFault(127,
            $"{name}: 이 콘솔에 없는 명령입니다.{(nearest is null ? "" : $" 혹시 {nearest}인가요?")} 쓸 수 있는 명령은 help로 볼 수 있습니다.",
            $"{name}: no such command in this console.{(nearest is null ? "" : $" Did you mean {nearest}?")} Type help to see what there is.");
    }

    /// <summary>The command most like a word, or null. What a tool's name begins with or holds counts as near: topics, kafka-topic.</summary>
    public static string? Nearest(string word)
    {
        var typed = word[(word.LastIndexOf('/') + 1)..];
        if (typed.EndsWith(".sh", StringComparison.Ordinal))
            typed = typed[..^3];
        if (typed.Length < 2)
            return null;
        var known = ToolTable.Names.Concat(Builtins.Names).ToList();
        var holding = known.Where(k => k.Contains(typed, StringComparison.OrdinalIgnoreCase) && typed.Length >= 4).OrderBy(k => k.Length).FirstOrDefault();
        if (holding is not null)
            return holding;
        var (name, edits) = known.Select(k => (Name: k, Edits: Distance(typed.ToLowerInvariant(), k))).MinBy(k => k.Edits);
        return edits <= Math.Min(MaxEdits, Math.Max(1, typed.Length / 3)) ? name : null;
    }

    /// <summary>Edits, where neighbours that changed places count once (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }
        return rows[a.Length, b.Length];
    }
}
