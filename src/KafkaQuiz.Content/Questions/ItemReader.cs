using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Lint;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Reads the parts of one question whose shape was checked; what only makes sense with the whole question in view is checked here.</summary>
/// <param name="names">The question's parameters.</param>
/// <param name="parameters">The same, as they draw.</param>
/// <param name="faults">Where faults go.</param>
/// <param name="isChecked">Whether the texts were checked when this question was first read (it comes from its canonical form).</param>
internal sealed class ItemReader(IReadOnlySet<string> names, IReadOnlyList<Parameter> parameters, FaultList faults, bool isChecked)
{
    public FaultList Faults => faults;

    /// <summary>A text in both languages, with its marks and its wording checked.</summary>
    public LocalizedText Text(YamlNode node)
    {
        var text = Localized(node);
        if (isChecked)
            return text;
        if (node is YamlScalar)
        {
            ExpressionReader.CheckMarks(node, node.Text, names, faults);
        }
        else
        {
            var ko = ExpressionReader.CheckMarks(node["ko"]!, node["ko"]!.Text, names, faults);
            var en = ExpressionReader.CheckMarks(node["en"]!, node["en"]!.Text, names, faults);
            if (!ko.ToHashSet().SetEquals(en))
            {
                faults.Error(node["en"]!, "marks-differ", $"두 언어의 표시가 다릅니다. ko: {List(ko)}, en: {List(en)}", $"The marks differ between the languages. ko: {List(ko)}, en: {List(en)}",
                    new("같은 매개변수를 두 언어에 모두 쓰세요.", "Use the same parameters in both languages."));
            }
        }

        TextLint.Check(node, text, faults);
        return text;
    }

    public LocalizedText? TextOrNull(YamlNode? node) => node is null ? null : Text(node);

    /// <summary>A text that is compared, the same in every language; its marks are checked.</summary>
    public string Raw(YamlNode node)
    {
        if (!isChecked)
            ExpressionReader.CheckMarks(node, node.Text, names, faults);
        return node.Text;
    }

    public IReadOnlyList<string> Raws(YamlNode? node) => node switch
    {
        null => [],
        YamlScalar => [Raw(node)],
        _ => [.. node.Items.Select(Raw)],
    };

    public Expression Expression(YamlNode node) => ExpressionReader.Read(node, names, faults) ?? Expressions.Expression.Parse("0");

    public static decimal Number(YamlNode? node, decimal otherwise) => node is YamlScalar scalar && scalar.TryNumber(out decimal number) ? number : otherwise;

    public static Tolerance Tolerance(YamlNode? node) => node switch
    {
        null => Questions.Tolerance.Exact,
        { Text: [.. var share, '%'] } => new(decimal.Parse(share, CultureInfo.InvariantCulture) / 100, true),
        _ => new(Number(node, 0), false),
    };

    /// <summary>The member of an enumeration that a kebab-case word names.</summary>
    public static T Word<T>(YamlNode? node, T otherwise)
        where T : struct, Enum => node is null ? otherwise : Enum.Parse<T>(node.Text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>What a text must be, from <c>answers</c> (or <c>when</c>), <c>pattern</c> and <c>case</c>.</summary>
    public TextMatch Match(YamlNode node, string key)
    {
        if (!isChecked && node["pattern"] is { } pattern)
            CheckPattern(pattern);
        return new(Raws(node[key]), node["pattern"]?.Text, node["case"]?.Text == "exact");
    }

    /// <summary>The examples under <c>accept</c> and <c>reject</c>; <paramref name="read"/> makes the fields of one.</summary>
    public IReadOnlyList<Example> Examples(YamlNode node, Func<YamlNode, IReadOnlyDictionary<string, string>>? read = null) =>
    [
        .. (node["accept"]?.Items ?? []).Select(item => Example(item, true, read)),
        .. (node["reject"]?.Items ?? []).Select(item => Example(item, false, read)),
    ];

    private static LocalizedText Localized(YamlNode node) => node is YamlScalar
        ? LocalizedText.Same(node.Text.TrimEnd('\n'))
        : new(node["ko"]!.Text.TrimEnd('\n'), node["en"]!.Text.TrimEnd('\n'));

    private static string List(IReadOnlyList<string> marks) => marks.Count == 0 ? "–" : string.Join(", ", marks);

    private Example Example(YamlNode node, bool accept, Func<YamlNode, IReadOnlyDictionary<string, string>>? read)
    {
        var given = (node["given"]?.Entries ?? []).ToDictionary(entry => entry.Key.Text, entry => DrawsReader.ValueOf(entry.Value), StringComparer.Ordinal);
        foreach (string unknown in given.Keys.Where(name => !names.Contains(name)))
            faults.Error(node["given"]!, "unknown-parameter", $"없는 매개변수입니다: '{unknown}'", $"There is no parameter '{unknown}'.", DidYouMean.Fix(unknown, names));
        string[] missing = [.. parameters.Where(parameter => parameter is not ComputedParameter && !given.ContainsKey(parameter.Name)).Select(parameter => parameter.Name)];
        if (missing.Length > 0)
        {
            faults.Error(node, "example-needs-given", $"예시에 매개변수 값이 없습니다: {string.Join(", ", missing)}", $"The example gives no value for {string.Join(", ", missing)}.",
                new($"{{ given: {{ {missing[0]}: … }}, text: … }}로 쓰세요.", $"Write {{ given: {{ {missing[0]}: … }}, text: … }}."));
        }

        var fields = read is null
            ? new Dictionary<string, string> { ["text"] = node is YamlScalar ? node.Text : node["text"]!.Text }
            : read(node);
        return new(accept, given, fields, new(faults.File, node.Line, node.Column));
    }

    private void CheckPattern(YamlNode node)
    {
        try
        {
            _ = new Regex(node.Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            faults.Error(node, "bad-pattern", $"정규식으로 쓸 수 없습니다: {fault.Message}", $"This is no regular expression that can be used: {fault.Message}",
                new("되돌아가기가 필요한 구문(역참조, 전방 탐색)은 쓸 수 없습니다.", "Constructs that need backtracking (back references, lookarounds) cannot be used."));
        }
    }
}
