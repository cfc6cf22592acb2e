using System.Globalization;

namespace KafkaQuiz.Content.Expressions;

/// <summary>Recursive descent, one method per precedence: or, and, not, comparison, sum, product, sign, power, operand.</summary>
internal sealed class ExpressionParser(string source)
{
    private const int MaxDepth = 64;
    private static readonly string[] comparisons = ["==", "!=", "<=", ">=", "<", ">", "="];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private int at;
    private int depth;

    public IReadOnlySet<string> Names => names;

    public Term Parse()
    {
        var term = Or();
        Space();
        return at == source.Length ? term : throw Unexpected();
    }

    private Term Or()
    {
        if (++depth > MaxDepth)
            throw new ExpressionException(new("식이 너무 깊게 중첩되어 있습니다.", "The expression is nested too deeply."), at);
        var left = And();
        while (Word("or"))
            left = new Binary("or", left, And());
        depth--;
        return left;
    }

    private Term And()
    {
        var left = Not();
        while (Word("and"))
            left = new Binary("and", left, Not());
        return left;
    }

    private Term Not()
    {
        int nots = 0;
        while (Word("not"))
            nots++;
        var term = Comparison();
        return nots % 2 == 0 && nots > 0 ? new Unary("not", new Unary("not", term)) : nots > 0 ? new Unary("not", term) : term;
    }

    private Term Comparison()
    {
        var left = Sum();
        foreach (string comparison in comparisons)
        {
            if (Sign(comparison))
                return new Binary(comparison == "=" ? "==" : comparison, left, Sum());
        }

        return left;
    }

    private Term Sum()
    {
        var left = Product();
        while (true)
        {
            if (Sign("+"))
                left = new Binary("+", left, Product());
            else if (Sign("-"))
                left = new Binary("-", left, Product());
            else
                return left;
        }
    }

    private Term Product()
    {
        var left = Signed();
        while (true)
        {
            if (Sign("*"))
                left = new Binary("*", left, Signed());
            else if (Sign("/"))
                left = new Binary("/", left, Signed());
            else if (Sign("%"))
                left = new Binary("%", left, Signed());
            else
                return left;
        }
    }

    private Term Signed()
    {
        bool negative = false;
        while (Sign("-"))
            negative = !negative;
        var term = Power();
        return negative ? new Unary("-", term) : term;
    }

    private Term Power()
    {
        var @base = Operand();
        return Sign("^") ? new Binary("^", @base, Signed()) : @base;
    }

    private Term Operand()
    {
        Space();
        if (Sign("("))
        {
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (at < source.Length && (char.IsAsciiDigit(source[at]) || source[at] == '.'))
            return Number();
        if (at < source.Length && source[at] is '\'' or '"')
            return Text();
        if (at < source.Length && char.IsAsciiLetter(source[at]))
            return NameOrCall();
        throw Unexpected();
    }

    private Literal Number()
    {
        int start = at;
        while (at < source.Length && (char.IsAsciiDigit(source[at]) || source[at] == '.'))
            at++;
        return decimal.TryParse(source.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? new(new Value.Number(number))
            : throw new ExpressionException(new("숫자로 읽을 수 없습니다.", "This is not a number."), start);
    }

    private Literal Text()
    {
        char quote = source[at];
        int start = ++at;
        int end = source.IndexOf(quote, start);
        if (end < 0)
            throw new ExpressionException(new("닫는 따옴표가 없습니다.", "The closing quote is missing."), start - 1);
        at = end + 1;
        return new(new Value.Text(source[start..end]));
    }

    private Term NameOrCall()
    {
        int start = at;
        string word = Identifier();
        if (word is "true" or "false")
            return new Literal(new Value.Truth(word == "true"));
        if (!Sign("("))
        {
            names.Add(word);
            return new Name(word, start);
        }

        if (!Call.Functions.TryGetValue(word, out var count))
        {
            string known = string.Join(", ", Call.Functions.Keys);
            throw new ExpressionException(new($"'{word}' 함수가 없습니다. 쓸 수 있는 함수: {known}", $"There is no function '{word}'. Known: {known}"), start);
        }

        var arguments = new List<Term> { Or() };
        while (Sign(","))
            arguments.Add(Or());
        Expect(")");
        return arguments.Count >= count.Min && arguments.Count <= count.Max
            ? new Call(word, arguments)
            : throw new ExpressionException(
                new($"'{word}'의 인자 수가 맞지 않습니다.", $"'{word}' takes another number of arguments."), start);
    }

    private string Identifier()
    {
        int start = at;
        while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] == '_'))
            at++;
        return source[start..at];
    }

    private bool Word(string word)
    {
        Space();
        int end = at + word.Length;
        if (string.CompareOrdinal(source, at, word, 0, word.Length) != 0
            || (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] == '_')))
        {
            return false;
        }

        at = end;
        return true;
    }

    private bool Sign(string sign)
    {
        Space();
        if (string.CompareOrdinal(source, at, sign, 0, sign.Length) != 0)
            return false;
        at += sign.Length;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Sign(sign))
            throw Unexpected();
    }

    private void Space()
    {
        while (at < source.Length && char.IsWhiteSpace(source[at]))
            at++;
    }

    private ExpressionException Unexpected() => at >= source.Length
        ? new(new($"식이 끝나지 않았습니다: `{source}`", $"The expression `{source}` is not complete."), at)
        : new(new($"식을 읽을 수 없습니다: `{source}`의 {at + 1}번째 글자 '{source[at]}'",
            $"Character {at + 1} of `{source}`, '{source[at]}', cannot be read."), at);
}
