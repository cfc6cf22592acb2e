using System.Buffers;
using System.Text;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>
/// Splits one command line into words as a POSIX shell does: single and double quotes, backslash, line continuation (also PowerShell's
/// backtick and cmd's caret at a line's end), a comment at the end. Nothing is expanded: <c>$VAR</c> and <c>*</c> stay as they are typed.
/// What needs more than one command (pipe, redirection, <c>;</c>, <c>&amp;&amp;</c>, substitution) is refused.
/// </summary>
internal static class ShellWords
{
    private static readonly SearchValues<char> typographicCharacters = SearchValues.Create("“”‘’–—―");

    public static ShellReading Split(string line)
    {
        if (line.AsSpan().IndexOfAny(typographicCharacters) >= 0) return Refused(typographic);
        string text = Joined(line);
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            switch (c)
            {
                case '\'':
                    int close = text.IndexOf('\'', at + 1);
                    if (close < 0) return Refused(unclosed);
                    word.Append(text, at + 1, close - at - 1);
                    (at, inWord) = (close, true);
                    break;
                case '"':
                    at = DoubleQuoted(text, at, word);
                    if (at < 0) return Refused(unclosed);
                    inWord = true;
                    break;
                case '\\' when at + 1 < text.Length:
                    word.Append(text[++at]);
                    inWord = true;
                    break;
                case '\n' when text.AsSpan(at).IsWhiteSpace():
                    at = text.Length;
                    break;
                case '|' or ';' or '&' or '<' or '>' or '`' or '\n':
                case '$' when at + 1 < text.Length && text[at + 1] == '(':
                    return Refused(severalCommands);
                case '#' when !inWord:
                    at = text.IndexOf('\n', at) is > 0 and var end ? end - 1 : text.Length;
                    break;
                default:
                    if (char.IsWhiteSpace(c)) EndWord();
                    else (inWord, _) = (true, word.Append(c));
                    break;
            }
        }

        EndWord();
        return new ShellReading(words, null);

        void EndWord()
        {
            if (inWord) words.Add(word.ToString());
            word.Clear();
            inWord = false;
        }
    }

    // The place of the closing quote, or -1.
    private static int DoubleQuoted(string text, int open, StringBuilder word)
    {
        for (int at = open + 1; at < text.Length; at++)
        {
            if (text[at] == '"') return at;
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`') at++;
            word.Append(text[at]);
        }

        return -1;
    }

    /// <summary>One line from continued ones, without a prompt (<c>$ </c>, <c># </c>, <c>% </c>, <c>&gt; </c>) in front.</summary>
    private static string Joined(string line)
    {
        string text = line.ReplaceLineEndings("\n").Replace('\u00A0', ' ').Trim();
        if (text.Length > 2 && text[0] is '$' or '#' or '%' or '>' && text[1] == ' ') text = text[2..];
        var joined = new StringBuilder(text.Length);
        foreach (string part in text.Split('\n'))
        {
            string trimmed = part.TrimEnd();
            bool continues = trimmed.EndsWith('\\') || trimmed.EndsWith('`') || trimmed.EndsWith(" ^", StringComparison.Ordinal);
            joined.Append(continues ? trimmed[..^1] : part).Append(continues ? ' ' : '\n');
        }

        return joined.ToString().TrimEnd();
    }

    private static ShellReading Refused(LocalizedText problem) => new([], problem);

    private static readonly LocalizedText unclosed = new(
        "따옴표가 닫히지 않았습니다. 따옴표의 짝을 맞춰 주세요.",
        "A quote is not closed. Close it and try again.");

    private static readonly LocalizedText typographic = new(
        "문서에서 복사한 특수 따옴표나 긴 하이픈이 들어 있습니다. 셸이 읽을 수 있도록 ' \" -- 로 바꿔 주세요.",
        "The line holds typographic quotes or dashes. Type ' \" and -- so that a shell can read them.");

    private static readonly LocalizedText severalCommands = new(
        "명령 하나만 입력해 주세요. 파이프(|), 리다이렉션(<, >), ;, &, 명령 치환은 채점하지 않습니다. 값에 이런 문자가 있으면 따옴표로 감싸 주세요.",
        "Enter one command only: pipes, redirections, ;, & and command substitution are not graded. Quote a value that holds such a character.");
}

/// <summary>The words of a line, or what to change so that it can be read.</summary>
internal readonly record struct ShellReading(IReadOnlyList<string> Words, LocalizedText? Problem);
