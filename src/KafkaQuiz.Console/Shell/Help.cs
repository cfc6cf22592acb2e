namespace KafkaQuiz.Console.Shell;

/// <summary><c>help [TOOL]</c>: which tools there are, each with a line and an example, in the session's language.</summary>
internal static class Help
{
    public static Task<int> RunAsync(BuiltinContext context, CancellationToken cancel)
    {
        if (context.Arguments is [var name, ..])
            return Task.FromResult(One(context, name));
        var session = context.Session;
        context.Line(session.Text("Kafka 명령줄 도구 (.sh를 붙여도 됩니다. 도구별 옵션은 --help, 예시는 help 도구)", "Kafka's command-line tools (.sh may follow; options with --help, an example with help TOOL)"));
        var tools = ToolTable.All.Where(t => !t.NeedsMachine || session.Machine is not null).ToList();
        var width = tools.Max(t => t.Name.Length);
        foreach (var tool in tools)
            context.Line($"  {tool.Name.PadRight(width)}  {session.Text(tool.Korean, tool.English)}");
        context.Line("");
        context.Line(session.Text("셸", "Shell"));
        context.Line("  " + string.Join(' ', Builtins.Names));
        context.Line(session.Text(
            "  파이프 |, 리다이렉션 > >> < 2>&1 <<EOF, 변수 $NAME, 명령 치환 $(...), for ... do ... done, 백그라운드 &, 끝내기 Ctrl+C",
            "  Pipes |, redirections > >> < 2>&1 <<EOF, variables $NAME, substitution $(...), for ... do ... done, background &, Ctrl+C to stop"));
        context.Line("");
        context.Line(session.Text("예시", "For example"));
        foreach (var tool in tools.Take(3))
            context.Line($"  {tool.Name} {tool.Arguments}");
        return Task.FromResult(0);
    }

    private static int One(BuiltinContext context, string name)
    {
        if (ToolTable.FindEntry(name) is { } tool)
        {
            context.Line($"{tool.Name}: {context.Session.Text(tool.Korean, tool.English)}");
            context.Line(context.Session.Text("예시", "For example") + $": {tool.Name} {tool.Arguments}");
            return 0;
        }
        if (Builtins.Names.Contains(name))
        {
            context.Line(context.Session.Text($"{name}: 셸 명령", $"{name}: a command of the shell"));
            return 0;
        }
        var nearest = UnknownCommand.Nearest(name);
        return context.Fault(context.Session.Text(
            $"{name}: 그런 도구가 없습니다.{(nearest is null ? "" : $" 혹시 {nearest}인가요?")}", $"{name}: no such tool.{(nearest is null ? "" : $" Did you mean {nearest}?")}"));
    }
}
