using System.Text;

namespace KafkaQuiz.Console.Shell;

/// <summary>A word or an operator such as <c>|</c>, <c>&amp;&amp;</c>, <c>&gt;</c>, a line end.</summary>
internal readonly record struct Token(string? Operator, Word? Word);

/// <summary>Splits a line into words and operators as a POSIX shell does; refuses what would need a real shell.</summary>
internal sealed class ShellLexer(string text)
{
    private static readonly string[] Operators = ["2>&1", "1>&2", ">&2", "&>>", "&>", "2>>", "2>", "<<<", "<<-", "<<", ">>", "1>>", "1>", "&&", "||", ";", "|", ">", "<", "&", "\n"];
    private int _at;

    /// <summary>Where the next token begins, blanks aside.</summary>
    public int Position
    {
        get
        {
            SkipBlanks();
            return _at;
        }
    }

    /// <summary>Reads the next token; false at the end.</summary>
    public bool TryRead(out Token token)
    {
        SkipBlanks();
        token = default;
        if (_at >= text.Length)
            return false;
        foreach (var op in Operators)
        {
            if (string.CompareOrdinal(text, _at, op, 0, op.Length) != 0)
                continue;
            _at += op.Length;
            token = new Token(op, null);
            return true;
        }
        if (text[_at] is '(' or ')' or '{' or '}' && (_at + 1 == text.Length || char.IsWhiteSpace(text[_at + 1])))
            throw ShellFault.Refused("괄호로 묶은 명령은 지원하지 않습니다. 명령을 한 줄씩 입력하세요.", "Grouped commands are not supported. Enter the commands one by one.");
        token = new Token(null, ReadWord());
        return true;
    }

    /// <summary>A here-document whose mark is not quoted: $NAME and $(…) in it are filled in.</summary>
    public static Word Document(string text)
    {
        var parts = new List<WordPart>();
        new ShellLexer(text).ReadInside(parts, null);
        return new Word(parts);
    }

    /// <summary>The lines of a here-document that begins after the current line, up to its end mark.</summary>
    public string ReadHereDocument(string mark, bool stripTabs)
    {
        // The document begins on the next line; what stands between (more redirections) is read later from the same line, which the
        // caller has consumed up to its end.
        var body = new StringBuilder();
        while (_at < text.Length)
        {
            var end = text.IndexOf('\n', _at);
            var line = end < 0 ? text[_at..] : text[_at..end];
            _at = end < 0 ? text.Length : end + 1;
            line = line.TrimEnd('\r');
            if (stripTabs)
                line = line.TrimStart('\t');
            if (line == mark)
                return body.ToString();
            body.Append(line).Append('\n');
        }
        throw ShellFault.Unfinished($"here-document의 끝 표시 {mark} 줄이 없습니다.", $"The here-document has no line {mark} to end it.");
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text[_at] is ' ' or '\t' or '\r')
                _at++;
            else if (text[_at] == '\\' && Rest(1) is ['\n', ..])
                _at += 2;
            else if (text[_at] == '\\' && Rest(1) is ['\r', '\n', ..])
                _at += 3;
            else if (text[_at] == '#')
                _at = text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
            else
                return;
        }
    }

    private ReadOnlySpan<char> Rest(int skip) => text.AsSpan(Math.Min(_at + skip, text.Length));

    private Word ReadWord()
    {
        var parts = new List<WordPart>();
        var plain = new StringBuilder();
        while (_at < text.Length && text[_at] is not (' ' or '\t' or '\r' or '\n' or ';' or '|' or '&' or '<' or '>'))
        {
            var c = text[_at];
            if (c == '\'')
                Add(parts, plain, Quoted(ReadSingleQuoted()));
            else if (c == '"')
                ReadDoubleQuoted(parts, plain);
            else if (c == '$' && ReadVariable(false) is { } variable)
                Add(parts, plain, variable);
            else if (c == '`')
                Add(parts, plain, ReadBackquoted(false));
            else if (c == '\\' && _at + 1 < text.Length)
                ReadEscape(parts, plain);
            else if (c is '(' or ')')
                throw ShellFault.Syntax($"따옴표 밖의 {c}는 쓸 수 없습니다. 값을 '...'로 감싸세요.", $"{c} outside quotes. Put the value in '...'.");
            else
            {
                plain.Append(c);
                _at++;
            }
        }
        Flush(parts, plain);
        return new Word(parts);
    }

    private void ReadEscape(List<WordPart> parts, StringBuilder plain)
    {
        if (Rest(1) is ['\r', '\n', ..])
        {
            _at += 3;
            return;
        }
        if (text[_at + 1] != '\n')
            Add(parts, plain, Quoted(text[_at + 1].ToString()));
        _at += 2;
    }

    private string ReadSingleQuoted()
    {
        var end = text.IndexOf('\'', _at + 1);
        if (end < 0)
            throw ShellFault.Unfinished("작은따옴표(')가 닫히지 않았습니다.", "A single quote (') is not closed.");
        var value = text[(_at + 1)..end];
        _at = end + 1;
        return value;
    }

    private void ReadDoubleQuoted(List<WordPart> parts, StringBuilder plain)
    {
        _at++;
        Flush(parts, plain);
        ReadInside(parts, '"');
        if (_at >= text.Length)
            throw ShellFault.Unfinished("큰따옴표(\")가 닫히지 않았습니다.", "A double quote (\") is not closed.");
        _at++;
    }

    /// <summary>Text in which $ and backslashes count: a double quote's, up to its end, or a here-document's.</summary>
    private void ReadInside(List<WordPart> parts, char? end)
    {
        var inside = new StringBuilder();
        while (_at < text.Length && text[_at] != end)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length && (text[_at + 1] is '\\' or '$' or '`' or '\n' || text[_at + 1] == end))
            {
                if (text[_at + 1] != '\n')
                    inside.Append(text[_at + 1]);
                _at += 2;
            }
            else if ((text[_at] == '`' ? ReadBackquoted(true) : text[_at] == '$' ? ReadVariable(true) : null) is { } part)
            {
                parts.Add(Quoted(inside.ToString()));
                inside.Clear();
                parts.Add(part);
            }
            else
                inside.Append(text[_at++]);
        }
        parts.Add(Quoted(inside.ToString()));
    }

    /// <summary>$NAME, ${NAME} or $(…); null when the dollar is only a dollar. $'…' is read as its text.</summary>
    private WordPart? ReadVariable(bool quoted)
    {
        var rest = Rest(1);
        if (rest is ['(', '(', ..])
            throw ShellFault.Refused("산술식 $((...))은 지원하지 않습니다. 값을 직접 쓰세요.", "Arithmetic $((...)) is not supported. Write the value itself.");
        if (rest is ['(', ..])
            return ReadSubstitution(quoted);
        if (!quoted && rest.Length > 0 && rest[0] == '\'')
        {
            _at++;
            return Quoted(Escapes.Decode(ReadSingleQuoted()));
        }
        var braces = rest.Length > 0 && rest[0] == '{';
        var start = _at + (braces ? 2 : 1);
        var end = start;
        if (end < text.Length && text[end] is '?' or '!')
            end++;
        else
        {
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
                end++;
        }
        if (end == start)
            return null;
        if (braces && (end >= text.Length || text[end] != '}'))
            throw ShellFault.Refused("${이름} 형태만 쓸 수 있습니다.", "Only ${NAME} is supported.");
        var name = text[start..end];
        _at = braces ? end + 1 : end;
        return new WordPart(name, WordPartKind.Variable, quoted);
    }

    /// <summary>$(…), up to the parenthesis that closes it.</summary>
    private WordPart ReadSubstitution(bool quoted)
    {
        var start = _at + 2;
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '\'':
                case '"':
                    i = text.IndexOf(text[i], i + 1) is >= 0 and var close ? close : text.Length;
                    break;
                case '(':
                    depth++;
                    break;
                case ')' when --depth == 0:
                    _at = i + 1;
                    return new WordPart(text[start..i], WordPartKind.Command, quoted);
            }
        }
        throw ShellFault.Unfinished("$( 가 닫히지 않았습니다.", "$( is not closed.");
    }

    private WordPart ReadBackquoted(bool quoted)
    {
        var end = text.IndexOf('`', _at + 1);
        if (end < 0)
            throw ShellFault.Unfinished("역따옴표(`)가 닫히지 않았습니다.", "A backquote (`) is not closed.");
        var inner = text[(_at + 1)..end];
        _at = end + 1;
        return new WordPart(inner, WordPartKind.Command, quoted);
    }

    private static WordPart Quoted(string value) => new(value, WordPartKind.Literal, true);

    private static void Add(List<WordPart> parts, StringBuilder plain, WordPart part)
    {
        Flush(parts, plain);
        parts.Add(part);
    }

    private static void Flush(List<WordPart> parts, StringBuilder plain)
    {
        if (plain.Length > 0)
            parts.Add(new WordPart(plain.ToString(), WordPartKind.Literal, false));
        plain.Clear();
    }
}
