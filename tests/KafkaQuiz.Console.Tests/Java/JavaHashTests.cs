using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Tests.Java;

/// <summary>Expected values were printed by Java 17.</summary>
public sealed class JavaHashTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("orders", -1008770331)]
    [InlineData("김철수", 44541880)]
    public void Strings_hash_as_in_Java(string text, int hash) => Assert.Equal(hash, JavaHash.Of(text));

    [Fact]
    public void Keys_come_in_the_order_of_a_HashMap() =>
        Assert.Equal(["banana", "date", "apple", "cherry"], JavaHash.Order(["apple", "banana", "cherry", "date"]));

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(1024, "1024.0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1e7, "1.0E7")]
    [InlineData(12345678.9, "1.23456789E7")]
    [InlineData(1048576000, "1.048576E9")]
    [InlineData(-1e21, "-1.0E21")]
    [InlineData(0.00012, "1.2E-4")]
    public void Doubles_print_as_in_Java(double value, string text) => Assert.Equal(text, JavaDouble.Text(value));

    [Fact]
    public void Properties_are_read_as_in_Java()
    {
        var properties = JavaProperties.Load("# comment\na=1\n b : two words \nc\\ d=x\\\n   y\ne\nf=\\u0041\\t!\n");
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "two words ", ["c d"] = "xy", ["e"] = "", ["f"] = "A\t!" }, properties);
    }
}
