using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Expressions;

/// <summary>Reads expressions and checks texts with marks, reporting faults at their place in the file.</summary>
internal static class ExpressionReader
{
    /// <summary>An expression, or null with a fault. <paramref name="names"/>: the parameters that there are, or null not to look.</summary>
    public static Expression? Read(YamlNode node, IReadOnlySet<string>? names, FaultList faults)
    {
        try
        {
            var expression = Expression.Parse(node.Text);
            if (names is not null)
                CheckNames(node, expression, names, faults);
            return expression;
        }
        catch (ExpressionException fault)
        {
            faults.Add(FaultSeverity.Error, node.Line, node.Column, "bad-expression", fault.Problem);
            return null;
        }
    }

    public static void CheckNames(YamlNode node, Expression expression, IReadOnlySet<string> names, FaultList faults)
    {
        foreach (string name in expression.Names.Where(name => !names.Contains(name)))
        {
            faults.Error(node, "unknown-parameter", $"없는 매개변수입니다: '{name}'", $"There is no parameter '{name}'.",
                names.Count == 0 ? new("`given:`에 선언하거나, 중괄호 글자라면 `{{`로 쓰세요.", "Declare it under `given:`, or write `{{` where the brace itself is meant.") : DidYouMean.Fix(name, names));
        }
    }

    /// <summary>Checks the marks of a text.</summary>
    public static IReadOnlyList<string> CheckMarks(YamlNode node, string text, IReadOnlySet<string> names, FaultList faults)
    {
        try
        {
            var marks = Template.Marks(text).ToList();
            foreach (var mark in marks)
                CheckNames(node, mark, names, faults);
            return [.. marks.Select(mark => mark.Source.Trim())];
        }
        catch (ExpressionException fault)
        {
            faults.Add(FaultSeverity.Error, node.Line, node.Column, "bad-template", fault.Problem);
            return [];
        }
    }
}
