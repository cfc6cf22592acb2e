namespace KafkaQuiz.Console;

/// <summary>ToolsUtils.prettyPrintTable: every cell as wide as its column's widest and ended by a tab.</summary>
internal static class PrettyTable
{
    public static void Print(ToolContext context, IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        List<IReadOnlyList<string>> all = [headers, .. rows];
        var widths = Enumerable.Range(0, headers.Count).Select(c => all.Max(r => r[c].Length)).ToList();
        foreach (var row in all)
            context.Line(string.Concat(row.Select((cell, c) => cell.PadRight(widths[c]) + "\t")));
    }
}
