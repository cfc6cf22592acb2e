using System.Globalization;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Expressions;

/// <summary>Reads <c>given</c> and <c>require</c> of a question, and <c>vars</c> of a lab.</summary>
internal static class DrawsReader
{
    public const string NamePattern = "^[a-z][a-zA-Z0-9_]{0,23}$";

    private static readonly string[] reserved = ["and", "or", "not", "true", "false", "raw", "i"];
    private static readonly LocalizedText nameCalled = new("매개변수 이름(소문자로 시작, 문자·숫자·_)", "a parameter's name (starts with a small letter; letters, digits, _)");
    private static readonly MapShape range = new(
        Key.Required("from", NumberShape.Any), Key.Required("to", NumberShape.Any), Key.Optional("step", new NumberShape(0.000001m, 1e15m)));

    private static readonly MapShape times = new(
        Key.Required("between", new ListShape(new WordShape(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z$", new("UTC 시각(2026-01-05T09:00:00Z)", "a time in UTC (2026-01-05T09:00:00Z)")), 2, 2)),
        Key.Optional("step", new WordShape("^[1-9][0-9]{0,5}(ms|s|m|h|d)$", new("간격(30s, 5m)", "a step (30s, 5m)"))));

    private static readonly MapShape pick = new(Key.Required("pick", new ListShape(TextShape.Any, 2, 32)));
    private static readonly MapShape compute = new(Key.Required("compute", TextShape.Any));
    private static readonly MapShape name = new(Key.Required("name", new WordShape("^[a-z][a-z0-9.-]{1,40}$", new("이름(소문자, 숫자, -)", "a name (small letters, digits, -)"))));

    /// <summary>The shape of a question's <c>given</c>.</summary>
    public static Shape Given { get; } = new NamedShape("given", () =>
        new DictionaryShape(NamePattern, nameCalled, new AnyOfShape(Form, range, pick, compute), 1, 12));

    /// <summary>The shape of a lab's <c>vars</c>: a question's, names and times.</summary>
    public static Shape Vars { get; } = new NamedShape("vars", () =>
        new DictionaryShape(NamePattern, nameCalled, new AnyOfShape(Form, range, pick, compute, name, times), 1, 24));

    /// <summary>Reads parameters whose shape was checked; null where there is a fault.</summary>
    public static Draws? Read(YamlNode? given, YamlNode? require, FaultList faults)
    {
        int before = faults.Errors;
        var parameters = (given?.Entries ?? []).Select(entry => Read(entry.Key, entry.Value, faults)).OfType<Parameter>().ToList();
        var names = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var must = (require?.Items ?? []).Select(node => ExpressionReader.Read(node, names, faults)).OfType<Expression>().ToList();
        foreach (var computed in parameters.OfType<ComputedParameter>())
            ExpressionReader.CheckNames(given![computed.Name]!["compute"]!, computed.Expression, names, faults);
        if (faults.Errors > before)
            return null;
        var ordered = InOrder(parameters);
        if (ordered.Count == parameters.Count)
            return new(ordered, must);
        faults.Error(given!, "cyclic-parameters", "`compute`들이 서로를 참조합니다.", "These `compute` use one another.");
        return null;
    }

    private static int Form(YamlNode node) => node["pick"] is not null ? 1 : node["compute"] is not null ? 2 : node["name"] is not null ? 3 : node["between"] is not null ? 4 : 0;

    private static Parameter? Read(YamlScalar key, YamlNode node, FaultList faults)
    {
        if (reserved.Contains(key.Text) || Call.Functions.ContainsKey(key.Text))
        {
            faults.Error(key, "reserved-name", $"매개변수 이름으로 쓸 수 없습니다: '{key.Text}'", $"'{key.Text}' cannot name a parameter.");
            return null;
        }

        switch (Form(node))
        {
            case 1:
                return new PickParameter(key.Text, [.. node["pick"]!.Items.Select(ValueOf)]);
            case 2:
                return ExpressionReader.Read(node["compute"]!, null, faults) is { } expression ? new ComputedParameter(key.Text, expression) : null;
            case 3:
                return new NameParameter(key.Text, node["name"]!.Text);
            case 4:
                return Times(key.Text, node, faults);
        }

        ((YamlScalar)node["from"]!).TryNumber(out decimal from);
        ((YamlScalar)node["to"]!).TryNumber(out decimal to);
        decimal step = node["step"] is YamlScalar scalar && scalar.TryNumber(out decimal given) ? given : 1;
        return Range(key.Text, node, from, to, step, faults);
    }

    /// <summary>A time is the number of its milliseconds since 1970 UTC; <c>iso(…)</c> writes it as a time again.</summary>
    private static RangeParameter? Times(string name, YamlNode node, FaultList faults)
    {
        var ends = node["between"]!.Items;
        if (!Milliseconds(ends[0], out decimal from) || !Milliseconds(ends[1], out decimal to))
        {
            faults.Error(node["between"]!, "bad-form", "없는 날짜나 시각입니다.", "There is no such date or time.");
            return null;
        }
        return Range(name, node, from, to, node["step"] is { } step ? Duration(step.Text) : 60_000, faults);
    }

    private static bool Milliseconds(YamlNode node, out decimal milliseconds)
    {
        bool read = DateTimeOffset.TryParse(node.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        milliseconds = read ? time.ToUnixTimeMilliseconds() : 0;
        return read;
    }

    private static decimal Duration(string text)
    {
        string unit = text.TrimStart([.. "0123456789"]);
        decimal amount = decimal.Parse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        return amount * unit switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => 86_400_000 };
    }

    private static RangeParameter? Range(string name, YamlNode node, decimal from, decimal to, decimal step, FaultList faults)
    {
        if (to > from && (to - from) / step <= 1_000_000)
            return new RangeParameter(name, from, to, step);
        faults.Error(node, "bad-range", "`to`는 `from`보다 커야 하고, 값은 100만 개 이하여야 합니다.", "`to` must be above `from`, with a million values at most.");
        return null;
    }

    /// <summary>The value that a scalar stands for.</summary>
    public static Value ValueOf(YamlNode node) => node is YamlScalar scalar && scalar.TryNumber(out decimal number)
        ? new Value.Number(number)
        : new Value.Text(node.Text);

    // Drawn ones first, by name; then computed ones, each after what it uses.
    private static List<Parameter> InOrder(List<Parameter> parameters)
    {
        var ordered = parameters.Where(parameter => parameter is not ComputedParameter).OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToList();
        var waiting = parameters.OfType<ComputedParameter>().OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToList();
        while (waiting.FirstOrDefault(next => next.Expression.Names.All(used => ordered.Exists(done => done.Name == used))) is { } ready)
        {
            ordered.Add(ready);
            waiting.Remove(ready);
        }

        return ordered;
    }
}
