namespace KafkaQuiz.Console.Shell;

/// <summary>Parses a command line: pipelines joined by <c>;</c>, line ends, <c>&amp;&amp;</c> and <c>||</c>, with redirections.</summary>
internal static class ShellParser
{
    /// <summary>Longest command line, characters.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly HashSet<string> Keywords = ["for", "while", "until", "if", "case", "select", "function", "do", "done", "then", "fi", "[[", "["];

    /// <exception cref="ShellFault">The line is not understood or needs a real shell.</exception>
    public static List<Pipeline> Parse(string text)
    {
        if (text.Length > MaxLength)
            throw ShellFault.Refused($"명령이 너무 깁니다. {MaxLength}자까지 입력할 수 있습니다.", $"The command is too long; at most {MaxLength} characters.");
        return new Parsing(new ShellLexer(text)).Run();
    }

    private sealed class Parsing(ShellLexer lexer)
    {
        private readonly List<Pipeline> _pipelines = [];
        private readonly List<(string Mark, bool Strip, int Place, List<Redirect> In)> _documents = [];
        private List<SimpleCommand> _commands = [];
        private List<Word> _words = [];
        private List<Redirect> _redirects = [];
        private Condition _condition = Condition.Always;

        public List<Pipeline> Run()
        {
            while (lexer.TryRead(out var token))
            {
                if (token.Word is { } word)
                    AddWord(word);
                else
                    Operator(token.Operator!);
            }
            if (_documents.Count > 0)
                ReadDocuments();
            EndPipeline(atEnd: true);
            return _pipelines;
        }

        private void AddWord(Word word)
        {
            if (_words.Count == 0 && word.Bare is { } bare && Keywords.Contains(bare))
            {
                throw ShellFault.Refused(
                    $"{bare} 같은 셸 제어문은 지원하지 않습니다. 여러 레코드는 seq 1 100 | kafka-console-producer ... 처럼 파이프로 보내세요.",
                    $"Shell control such as {bare} is not supported. To send many records use a pipe: seq 1 100 | kafka-console-producer ...");
            }
            _words.Add(word);
        }

        private void Operator(string op)
        {
            switch (op)
            {
                case "\n":
                    ReadDocuments();
                    // A line end after | or && continues the command.
                    if (_words.Count > 0 || _redirects.Count > 0)
                        EndPipeline(atEnd: false);
                    break;
                case ";":
                    EndPipeline(atEnd: false);
                    break;
                case "&&":
                case "||":
                    RequireCommand(op);
                    EndPipeline(atEnd: false);
                    _condition = op == "&&" ? Condition.AfterSuccess : Condition.AfterFailure;
                    break;
                case "|":
                    RequireCommand(op);
                    EndCommand();
                    break;
                case "&":
                    throw ShellFault.Refused(
                        "백그라운드 실행(&)은 지원하지 않습니다. 콘솔 탭을 하나 더 열어 실행하세요.",
                        "Running in the background (&) is not supported. Open another console tab.");
                default:
                    Redirection(op);
                    break;
            }
        }

        private void Redirection(string op)
        {
            if (op == "2>&1")
            {
                _redirects.Add(new Redirect(RedirectKind.ErrorToOutput, 2, new Word([])));
                return;
            }
            if (!lexer.TryRead(out var token) || token.Word is not { } target)
                throw ShellFault.Syntax($"{op} 뒤에 파일 이름이 있어야 합니다.", $"{op} needs a file name.");
            switch (op)
            {
                case "<":
                    _redirects.Add(new Redirect(RedirectKind.Input, 0, target));
                    break;
                case "<<<":
                    _redirects.Add(new Redirect(RedirectKind.Text, 0, new Word([.. target.Parts, new WordPart("\n", false, true)])));
                    break;
                case "<<":
                case "<<-":
                    _documents.Add((string.Concat(target.Parts.Select(p => p.Text)), op == "<<-", _redirects.Count, _redirects));
                    _redirects.Add(new Redirect(RedirectKind.Text, 0, target));
                    break;
                case "&>":
                case "&>>":
                    _redirects.Add(new Redirect(op == "&>" ? RedirectKind.Output : RedirectKind.Append, 1, target));
                    _redirects.Add(new Redirect(RedirectKind.ErrorToOutput, 2, new Word([])));
                    break;
                default:
                    _redirects.Add(new Redirect(op.EndsWith(">>", StringComparison.Ordinal) ? RedirectKind.Append : RedirectKind.Output, op[0] == '2' ? 2 : 1, target));
                    break;
            }
        }

        /// <summary>Here-documents begin on the line after the one that names them.</summary>
        private void ReadDocuments()
        {
            foreach (var (mark, strip, place, list) in _documents)
                list[place] = new Redirect(RedirectKind.Text, 0, new Word([new WordPart(lexer.ReadHereDocument(mark, strip), false, true)]));
            _documents.Clear();
        }

        private void RequireCommand(string op)
        {
            if (_words.Count == 0)
                throw ShellFault.Syntax($"{op} 앞에 명령이 없습니다.", $"There is no command before {op}.");
        }

        private void EndCommand()
        {
            _commands.Add(new SimpleCommand(_words, _redirects));
            (_words, _redirects) = ([], []);
        }

        private void EndPipeline(bool atEnd)
        {
            if (_words.Count > 0 || _redirects.Count > 0)
                EndCommand();
            else if (atEnd && (_commands.Count > 0 || _condition != Condition.Always))
                throw ShellFault.Syntax("명령이 파이프(|)나 &&로 끝났습니다.", "The line ends after a pipe or &&.");
            if (_commands.Count > 0)
            {
                _pipelines.Add(new Pipeline(_condition, _commands));
                (_commands, _condition) = ([], Condition.Always);
            }
        }
    }
}
