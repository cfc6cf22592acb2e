using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace KafkaQuiz.Assessment.Tests;

public sealed class FractionTests
{
    private static readonly Arbitrary<(int A, int B, int C, int D)> four = (
        from a in Gen.Choose(-1000, 1000)
        from b in Gen.Choose(1, 1000)
        from c in Gen.Choose(-1000, 1000)
        from d in Gen.Choose(1, 1000)
        select (a, b, c, d)).ToArbitrary();

    [Fact]
    public void Three_thirds_are_one() => Assert.Equal(Fraction.One, new Fraction(1, 3) + new Fraction(1, 3) + new Fraction(1, 3));

    [Fact]
    public void The_default_is_nothing() => Assert.Equal(Fraction.Zero, new Fraction(0, 5));

    [Theory]
    [InlineData("0.7", "7/10")]
    [InlineData("1", "1")]
    [InlineData("0.0001", "1/10000")]
    [InlineData("-2.50", "-5/2")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    public void A_decimal_keeps_its_exact_value(string value, string exact) =>
        Assert.Equal(exact, Fraction.Of(decimal.Parse(value, CultureInfo.InvariantCulture)).ToString());

    [Theory]
    [InlineData("1", "100")]
    [InlineData("0", "0")]
    [InlineData("2/3", "66.7")]
    [InlineData("9999/10000", "99.9")]
    [InlineData("1/10000", "0.1")]
    [InlineData("7/10", "70")]
    public void Percent_is_all_only_for_all_and_nothing_only_for_nothing(string fraction, string percent) =>
        Assert.Equal(decimal.Parse(percent, CultureInfo.InvariantCulture), Fraction.Parse(fraction).ToPercent());

    [Fact]
    public void Text_reads_back() => Prop.ForAll(four, n => Assert.Equal(new Fraction(n.A, n.B), Fraction.Parse(new Fraction(n.A, n.B).ToString()))).QuickCheckThrowOnFailure();

    [Fact]
    public void Arithmetic_is_exact() => Prop.ForAll(four, n =>
    {
        var (x, y) = (new Fraction(n.A, n.B), new Fraction(n.C, n.D));
        Assert.Equal(x, x + y - y);
        Assert.Equal(x + y, y + x);
        if (n.C != 0) Assert.Equal(x, x * y / y);
        Assert.Equal(x < y, (long)n.A * n.D < (long)n.C * n.B);
        Assert.True(x.Denominator > 0);
        Assert.Equal(x.GetHashCode(), new Fraction(n.A * 3, n.B * 3).GetHashCode());
    }).QuickCheckThrowOnFailure();
}
