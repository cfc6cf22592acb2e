using System.Globalization;
using KafkaQuiz.Assessment.Numbers;

namespace KafkaQuiz.Assessment.Tests.Numbers;

public sealed class NumberReaderTests
{
    private static readonly Dictionary<string, decimal> units = new() { ["GB"] = 1, ["MB"] = 0.001m };

    [Theory]
    [InlineData("432", "432")]
    [InlineData(" 432 ", "432")]
    [InlineData("1,234", "1234")]
    [InlineData("1,234,567.5", "1234567.5")]
    [InlineData("1 234 567", "1234567")]
    [InlineData("1_234", "1234")]
    [InlineData("0.5", "0.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-5", "-5")]
    [InlineData("−5", "-5")]
    [InlineData("+5", "5")]
    [InlineData("４３２", "432")]
    [InlineData("1.5e3", "1500")]
    [InlineData("2E-3", "0.002")]
    [InlineData("3×10^4", "30000")]
    [InlineData("3 * 10^4", "30000")]
    [InlineData("3/4", "0.75")]
    [InlineData("43만 2천", "432000")]
    [InlineData("43만2천", "432000")]
    [InlineData("43만 2,000", "432000")]
    [InlineData("1억 2,000만", "120000000")]
    [InlineData("1.5억", "150000000")]
    [InlineData("3천", "3000")]
    [InlineData("2천5백", "2500")]
    [InlineData("1조 2억 3만 4", "1000200030004")]
    [InlineData("약 432", "432")]
    [InlineData("= 432", "432")]
    [InlineData("432입니다.", "432")]
    [InlineData("5개", "5")]
    [InlineData("3 대", "3")]
    public void A_number_reads_as_people_type_it(string typed, string value) => Assert.Equal(Number(value), NumberReader.Read(typed).Value);

    [Theory]
    [InlineData("432 GB", "432")]
    [InlineData("432GB", "432")]
    [InlineData("432 gb", "432")]
    [InlineData("432,000 MB", "432")]
    [InlineData("432기가바이트", "432")]
    [InlineData("약 0.4천 GB", "400")]
    public void A_unit_that_the_question_knows_is_converted(string typed, string value) =>
        Assert.Equal(Number(value), NumberReader.Read(typed, "GB", units).Value);

    [Theory]
    [InlineData("3 s", "ms", "3000")]
    [InlineData("3초", "ms", "3000")]
    [InlineData("2시간", "min", "120")]
    [InlineData("168 hours", "일", "7")]
    [InlineData("50%", "%", "50")]
    [InlineData("12건", "records", "12")]
    [InlineData("3 brokers", "대", "3")]
    public void Time_converts_and_common_words_stand_for_the_unit(string typed, string unit, string value) =>
        Assert.Equal(Number(value), NumberReader.Read(typed, unit, new Dictionary<string, decimal> { [unit] = 1 }).Value);

    [Theory]
    [InlineData("")]
    [InlineData("많이")]
    [InlineData("--5")]
    [InlineData("5-3")]
    [InlineData("1/0")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("12,34")]
    [InlineData("1,2345")]
    [InlineData("1,234,56")]
    [InlineData("2만 3억 4조 5만")]
    [InlineData("1e999")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("432 TB")]
    [InlineData("432 GiB")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("0x10")]
    public void What_is_no_number_is_sent_back_with_what_to_do(string typed)
    {
        var (value, problem) = NumberReader.Read(typed, "GB", units);
        Assert.Null(value);
        Assert.Contains("주세요", problem!.Ko, StringComparison.Ordinal);
        Assert.NotEqual(problem.Ko, problem.En);
    }

    [Fact]
    public void A_unit_whose_spellings_differ_only_by_case_must_be_typed_exactly()
    {
        var both = new Dictionary<string, decimal> { ["Gb"] = 0.125m, ["GB"] = 1 };
        Assert.Equal(1m, NumberReader.Read("8 Gb", "GB", both).Value);
        Assert.Equal(8m, NumberReader.Read("8 GB", "GB", both).Value);
        Assert.Null(NumberReader.Read("8 gb", "GB", both).Value);
    }

    [Fact]
    public void A_text_made_to_be_slow_is_sent_back_at_once()
    {
        foreach (string hostile in new[] { "1만" + new string('1', 140) + new string('!', 50), new string('1', 190) + "e!", string.Concat(Enumerable.Repeat("1만 ", 60)) + "!", new string(' ', 199) + "x" })
            Assert.Null(NumberReader.Read(hostile, "GB", units).Value);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
