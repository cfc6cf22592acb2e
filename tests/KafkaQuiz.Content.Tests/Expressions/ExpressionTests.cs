using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Tests.Expressions;

public sealed class ExpressionTests
{
    private static readonly Dictionary<string, Value> values = new()
    {
        ["rate"] = new Value.Number(5),
        ["days"] = new Value.Number(3),
        ["mode"] = new Value.Text("all"),
    };

    [Theory]
    [InlineData("rate * 86400 * days / 1000", "1296")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("10 - 4 - 3", "3")]
    [InlineData("2 ^ 3 ^ 2", "512")]
    [InlineData("-2 ^ 2", "-4")]
    [InlineData("2 ^ -2", "0.25")]
    [InlineData("7 % 3", "1")]
    [InlineData("-1 % 3", "2")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("min(3, rate, 9)", "3")]
    [InlineData("max(3, rate, 9)", "9")]
    [InlineData("floor(7 / 2)", "3")]
    [InlineData("ceil(7 / 2)", "4")]
    [InlineData("round(2.5)", "3")]
    [InlineData("round(2.345, 2)", "2.35")]
    [InlineData("abs(-4)", "4")]
    [InlineData("if(rate > 4 and not (days = 2), 1, 1 / 0)", "1")]
    [InlineData("rate == 5 or 1 / 0 > 1", "true")]
    [InlineData("mode = 'all'", "true")]
    [InlineData("mode != \"all\"", "false")]
    [InlineData("1 <= 1", "true")]
    public void Evaluates_to(string source, string expected) => Assert.Equal(expected, Expression.Parse(source).Evaluate(values).ToString());

    [Theory]
    [InlineData("1 +", 3)]
    [InlineData("1 $ 2", 2)]
    [InlineData("mean(1, 2)", 0)]
    [InlineData("round()", 6)]
    [InlineData("'open", 0)]
    [InlineData("1.2.3", 0)]
    [InlineData("(1", 2)]
    public void What_cannot_be_read_names_its_place(string source, int column) =>
        Assert.Equal(column, Assert.Throws<ExpressionException>(() => Expression.Parse(source)).Column);

    [Theory]
    [InlineData("unknown + 1")]
    [InlineData("1 / (days - 3)")]
    [InlineData("mode + 1")]
    [InlineData("10 ^ 40")]
    [InlineData("2 ^ 0.5")]
    [InlineData("not rate")]
    public void What_cannot_be_computed_is_an_expression_fault(string source) =>
        Assert.Throws<ExpressionException>(() => Expression.Parse(source).Evaluate(values));

    [Fact]
    public void Endless_nesting_is_refused() => Assert.Throws<ExpressionException>(() => Expression.Parse(new string('(', 5000)));

    [Fact]
    public void Whole_numbers_compute_as_integers_do() =>
        Prop.ForAll<int, int, int>((a, b, c) =>
        {
            var value = Expression.Parse($"({a}) * ({b}) - ({c})").Number(values);
            return value == ((decimal)a * b) - c;
        }).QuickCheckThrowOnFailure();
}
