using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Tests.Expressions;

public sealed class TemplateTests
{
    private static readonly Dictionary<string, Value> values = new()
    {
        ["n"] = new Value.Number(1234567.5m),
        ["name"] = new Value.Text("orders"),
    };

    [Theory]
    [InlineData("{n}", "1,234,567.5")]
    [InlineData("{n:raw}", "1234567.5")]
    [InlineData("{=n * 2}", "2,469,135")]
    [InlineData("{=n * 2:raw}", "2469135")]
    [InlineData("{=1 / 3}", "0.333333")]
    [InlineData("{name}-{name}", "orders-orders")]
    [InlineData("a {{n} b}", "a {n} b}")]
    [InlineData("no marks", "no marks")]
    public void Marks_are_filled(string text, string expected) => Assert.Equal(expected, Template.Fill(text, values));

    [Fact]
    public void Compared_texts_have_no_digit_grouping() => Assert.Equal("1234567.5", Template.Fill("{n}", values, raw: true));

    [Theory]
    [InlineData("{n", 0)]
    [InlineData("ab {", 3)]
    [InlineData("{}", 0)]
    [InlineData("{ \"json\": 1 }", 0)]
    [InlineData("x {=1 +}", 2)]
    public void A_broken_mark_names_its_place(string text, int column) =>
        Assert.Equal(column, Assert.Throws<ExpressionException>(() => Template.Fill(text, values)).Column);
}
