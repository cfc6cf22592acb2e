using KafkaQuiz.Cli.Cluster;

namespace KafkaQuiz.Cli.Tests.Cluster;

public sealed class DurationTests
{
    [Theory]
    [InlineData("500ms", 500)]
    [InlineData("10s", 10_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("7d", 604_800_000)]
    [InlineData("0s", 0)]
    public void A_number_with_a_unit_is_a_duration(string text, double milliseconds) => Assert.Equal(milliseconds, Duration.Parse(text)?.TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-1s")]
    [InlineData("1x")]
    [InlineData("s")]
    [InlineData("1 h")]
    [InlineData("999999999d")]
    [InlineData("99999999999999999999s")]
    public void Anything_else_is_none(string text) => Assert.Null(Duration.Parse(text));

    [Theory]
    [InlineData(5_400_000, "1h30m")]
    [InlineData(500, "500ms")]
    [InlineData(0, "0s")]
    public void It_is_shown_as_it_is_typed(double milliseconds, string text) => Assert.Equal(text, Duration.Show(TimeSpan.FromMilliseconds(milliseconds)));
}
