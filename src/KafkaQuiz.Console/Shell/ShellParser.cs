namespace KafkaQuiz.Console.Shell;

/// <summary>Parses a command line: lists of pipelines with redirections, background jobs and for loops, by recursive descent.</summary>
internal sealed class ShellParser
{
    /// <summary>Longest command line, characters.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly HashSet<string> Keywords = ["while", "until", "if", "then", "else", "fi", "case", "select", "function", "[["];
    private readonly string _text;
    private readonly ShellLexer _lexer;
    private readonly List<(string Mark, bool Strip, bool Expands, int Place, List<Redirect> In)> _documents = [];
    private Token? _next;

    private ShellParser(string text) => (_text, _lexer) = (text, new ShellLexer(text));

    /// <exception cref="ShellFault">The line is not understood or needs a real shell.</exception>
    public static IReadOnlyList<AndOrList> Parse(string text)
    {
        if (text.Length > MaxLength)
            throw ShellFault.Refused($"명령이 너무 깁니다. {MaxLength}자까지 입력할 수 있습니다.", $"The command is too long; at most {MaxLength} characters.");
        var parser = new ShellParser(text);
        var lists = parser.Lists(end: null);
        return parser.Peek() is null ? lists : throw ShellFault.Syntax($"{parser.Peek()!.Value.Operator} 앞에 명령이 없습니다.", $"There is no command before {parser.Peek()!.Value.Operator}.");
    }

    /// <summary>True when the text ends where more must follow.</summary>
    public static bool IsUnfinished(string text)
    {
        if ((text.Length - text.TrimEnd('\\').Length) % 2 == 1)
            return true;
        try
        {
            Parse(text);
            return false;
        }
        catch (ShellFault fault)
        {
            return fault.IsUnfinished;
        }
    }

    /// <summary>Lists up to the end of the text, or to a word such as done, which is taken.</summary>
    private List<AndOrList> Lists(string? end)
    {
        var lists = new List<AndOrList>();
        while (true)
        {
            SkipLineEnds();
            if (Peek() is not { } token)
                return end is null ? lists : throw ShellFault.Unfinished($"{end}이 없습니다.", $"{end} is missing.");
            if (token.Word?.Bare is { } bare && bare == end)
            {
                Take();
                return lists;
            }
            if (token.Operator is not null && !IsRedirection(token.Operator))
                throw ShellFault.Syntax($"{token.Operator} 앞에 명령이 없습니다.", $"There is no command before {token.Operator}.");
            var start = _lexerStart;
            var pipelines = Pipelines();
            var finish = Peek() is null ? _text.Length : _lexerStart;
            var isBackground = PeekOperator() == "&";
            if (isBackground)
                finish = _lexerStart;
            lists.Add(new AndOrList(pipelines, isBackground, _text[start..Math.Max(start, finish)].Trim()));
            if (PeekOperator() is "&" or ";" or "\n")
                Take();
        }
    }

    private List<Pipeline> Pipelines()
    {
        var pipelines = new List<Pipeline> { Pipeline(Condition.Always) };
        while (PeekOperator() is "&&" or "||")
        {
            var op = Take().Operator;
            SkipLineEnds();
            pipelines.Add(Pipeline(op == "&&" ? Condition.AfterSuccess : Condition.AfterFailure));
        }
        return pipelines;
    }

    private Pipeline Pipeline(Condition condition)
    {
        var commands = new List<Command> { ParseCommand() };
        while (PeekOperator() == "|")
        {
            Take();
            SkipLineEnds();
            commands.Add(ParseCommand());
        }
        return new Pipeline(condition, commands);
    }

    private Command ParseCommand()
    {
        if (Peek() is not { } first)
            throw ShellFault.Unfinished("명령이 파이프(|)나 &&로 끝났습니다.", "The line ends after a pipe or &&.");
        if (first.Operator is { } op && !IsRedirection(op))
            throw ShellFault.Syntax($"{op} 앞에 명령이 없습니다.", $"There is no command before {op}.");
        if (first.Word?.Bare == "for")
            return For();
        if (first.Word?.Bare is { } bare && (Keywords.Contains(bare) || bare is "do" or "done"))
        {
            throw ShellFault.Refused(
                $"{bare} 같은 셸 제어문은 지원하지 않습니다. 반복은 for 이름 in 값...; do 명령; done, 여러 레코드는 seq 1 100 | kafka-console-producer ... 로 하세요.",
                $"Shell control such as {bare} is not supported. Repeat with for NAME in VALUES; do COMMAND; done, send many records with seq 1 100 | kafka-console-producer ...");
        }
        var (words, redirects) = (new List<Word>(), new List<Redirect>());
        while (Peek() is { } token)
        {
            if (token.Word is { } word)
                words.Add(word);
            else if (!IsRedirection(token.Operator!))
                break;
            else
            {
                Take();
                Redirection(token.Operator!, redirects);
                continue;
            }
            Take();
        }
        return new SimpleCommand(words, redirects);
    }

    private ForCommand For()
    {
        Take();
        var name = Peek() is { Word.Bare: { } bare } ? bare : throw Form();
        Take();
        if (Peek() is not { Word.Bare: "in" })
            throw Form();
        Take();
        var values = new List<Word>();
        while (Peek() is { Word: { } value })
        {
            values.Add(value);
            Take();
        }
        if (Peek() is not null && PeekOperator() is not (";" or "\n"))
            throw Form();
        if (Peek() is not null)
            Take();
        SkipLineEnds();
        if (Peek() is null)
            throw ShellFault.Unfinished("do가 없습니다.", "do is missing.");
        if (Peek() is not { Word.Bare: "do" })
            throw Form();
        Take();
        var body = Lists("done");
        var redirects = new List<Redirect>();
        while (PeekOperator() is { } op && IsRedirection(op))
        {
            Take();
            Redirection(op, redirects);
        }
        return new ForCommand(name, values, body, redirects);

        static ShellFault Form() => ShellFault.Syntax("for 이름 in 값...; do 명령; done 형태로 입력하세요.", "Use: for NAME in VALUES; do COMMAND; done");
    }

    private void Redirection(string op, List<Redirect> redirects)
    {
        if (op == "2>&1" || op is "1>&2" or ">&2")
        {
            redirects.Add(new Redirect(op == "2>&1" ? RedirectKind.ErrorToOutput : RedirectKind.OutputToError, op == "2>&1" ? 2 : 1, Word.Of("")));
            return;
        }
        if (Peek() is not { Word: { } target })
            throw ShellFault.Syntax($"{op} 뒤에 파일 이름이 있어야 합니다.", $"{op} needs a file name.");
        Take();
        switch (op)
        {
            case "<":
                redirects.Add(new Redirect(RedirectKind.Input, 0, target));
                break;
            case "<<<":
                redirects.Add(new Redirect(RedirectKind.Text, 0, new Word([.. target.Parts, new WordPart("\n", WordPartKind.Literal, true)])));
                break;
            case "<<":
            case "<<-":
                _documents.Add((string.Concat(target.Parts.Select(p => p.Text)), op == "<<-", target.Bare is not null, redirects.Count, redirects));
                redirects.Add(new Redirect(RedirectKind.Text, 0, target));
                break;
            case "&>":
            case "&>>":
                redirects.Add(new Redirect(op == "&>" ? RedirectKind.Output : RedirectKind.Append, 1, target));
                redirects.Add(new Redirect(RedirectKind.ErrorToOutput, 2, Word.Of("")));
                break;
            default:
                redirects.Add(new Redirect(op.EndsWith(">>", StringComparison.Ordinal) ? RedirectKind.Append : RedirectKind.Output, op[0] == '2' ? 2 : 1, target));
                break;
        }
    }

    private static bool IsRedirection(string op) => op.Contains('>', StringComparison.Ordinal) || op.Contains('<', StringComparison.Ordinal);

    private void SkipLineEnds()
    {
        while (PeekOperator() == "\n")
            Take();
    }

    private string? PeekOperator() => Peek()?.Operator;

    private int _lexerStart;

    private Token? Peek()
    {
        if (_next is not null)
            return _next;
        _lexerStart = _lexer.Position;
        if (_lexer.TryRead(out var token))
            _next = token;
        else if (_documents.Count > 0)
            ReadDocuments();
        return _next;
    }

    private Token Take()
    {
        var token = Peek()!.Value;
        _next = null;
        if (token.Operator == "\n")
            ReadDocuments();
        return token;
    }

    /// <summary>Here-documents begin on the line after the one that names them.</summary>
    private void ReadDocuments()
    {
        foreach (var (mark, strip, expands, place, list) in _documents)
        {
            var text = _lexer.ReadHereDocument(mark, strip);
            list[place] = new Redirect(RedirectKind.Text, 0, expands ? ShellLexer.Document(text) : Word.Of(text));
        }
        _documents.Clear();
    }
}
