using System.Text;

namespace KafkaQuiz.Console.Completing;

/// <summary>A line up to the caret, read without complaint: the words of the command that is being typed and the beginning of the last.</summary>
internal sealed class PartialLine
{
    private readonly List<string> _words = [];

    private PartialLine(string text, int caret)
    {
        var word = new StringBuilder();
        var (inWord, quote) = (false, '\0');
        for (var i = 0; i < caret; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else
                    word.Append(c == '\\' && quote == '"' && i + 1 < caret ? text[++i] : c);
                continue;
            }
            if (!inWord && c is not (' ' or '\t' or '\n' or '\r'))
                (inWord, Start) = (true, i);
            switch (c)
            {
                case '\'' or '"':
                    quote = c;
                    break;
                case '\\' when i + 1 < caret:
                    // A line's end behind a backslash is none.
                    if (text[i + 1] is '\n' or '\r')
                        End(word, ref inWord);
                    else
                        word.Append(text[i + 1]);
                    i++;
                    break;
                case ' ' or '\t' or '\r':
                    End(word, ref inWord);
                    break;
                case '|' or ';' or '&' or '\n' or '(' or '`':
                    (inWord, AfterRedirection) = (false, false);
                    word.Clear();
                    _words.Clear();
                    Start = i + 1;
                    break;
                case '>' or '<':
                    // A stream's number in front belongs to the sign.
                    if (word.ToString() is not ("1" or "2"))
                        End(word, ref inWord);
                    (inWord, AfterRedirection) = (false, true);
                    word.Clear();
                    Start = i + 1;
                    break;
                default:
                    word.Append(c);
                    break;
            }
        }
        if (!inWord)
            Start = caret;
        Current = word.ToString();
    }

    /// <summary>Words before the one at the caret.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>The word at the caret up to it, without quotes.</summary>
    public string Current { get; }

    /// <summary>Where that word begins.</summary>
    public int Start { get; private set; }

    /// <summary>The word is a redirection's file.</summary>
    public bool AfterRedirection { get; private set; }

    public static PartialLine Read(string text, int caret) => new(text, Math.Clamp(caret, 0, text.Length));

    private void End(StringBuilder word, ref bool inWord)
    {
        if (!inWord)
            return;
        // A redirection's file is no argument.
        if (!AfterRedirection)
            _words.Add(word.ToString());
        (inWord, AfterRedirection) = (false, false);
        word.Clear();
    }
}
