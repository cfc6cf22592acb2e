using System.Globalization;
using System.Numerics;

namespace KafkaQuiz.Assessment;

/// <summary>
/// An exact rational number: what a response earns (0 to 1) and what points add up to. Thirds stay thirds, so three of
/// them are exactly one and a pass mark of 70 % is never missed by a rounding. Always in lowest terms, denominator over 0.
/// </summary>
public readonly struct Fraction : IEquatable<Fraction>, IComparable<Fraction>
{
    // The default value of the struct is 0/1, therefore the denominator is stored less one.
    private readonly BigInteger _denominatorLessOne;

    /// <summary>A fraction in any terms.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is 0.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction's denominator is never 0.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>Nothing: 0.</summary>
    public static Fraction Zero => default;

    /// <summary>All: 1.</summary>
    public static Fraction One { get; } = new(1, 1);

    /// <summary>The part above the line, in lowest terms; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The part under the line, in lowest terms; at least 1.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>The exact value of a decimal number.</summary>
    public static Fraction Of(decimal value)
    {
        var bits = decimal.GetBits(value);
        var scale = (bits[3] >> 16) & 0xFF;
        var unscaled = new BigInteger(new decimal(bits[0], bits[1], bits[2], bits[3] < 0, 0));
        return new Fraction(unscaled, BigInteger.Pow(10, scale));
    }

    /// <summary>The nearest decimal number; use only to show or to store beside the exact text.</summary>
    public decimal ToDecimal()
    {
        // 20 digits after the point are more than any page shows, and do not overflow for what points add up to.
        var scaled = BigInteger.DivRem(BigInteger.Abs(Numerator) * BigInteger.Pow(10, 20), Denominator, out var rest);
        if (rest * 2 >= Denominator) scaled++;
        var value = (decimal)(scaled / BigInteger.Pow(10, 20)) + ((decimal)(scaled % BigInteger.Pow(10, 20)) / 100_000_000_000_000_000_000m);
        return Numerator.Sign < 0 ? -value : value;
    }

    /// <summary>Hundredths as a page shows them: one digit after the point, and never 100 unless it is all, never 0 unless it is nothing.</summary>
    public decimal ToPercent()
    {
        var percent = Math.Round(ToDecimal() * 100m, 1, MidpointRounding.AwayFromZero);
        if (percent == 100m && this < One) return 99.9m;
        return percent == 0m && this > Zero ? 0.1m : percent;
    }

    /// <summary>The value kept between 0 and 1.</summary>
    public Fraction Clamp() => this < Zero ? Zero : this > One ? One : this;

    /// <summary>Reads what <see cref="ToString"/> writes: <c>2/3</c> or <c>1</c>.</summary>
    /// <exception cref="FormatException">The text is not a fraction.</exception>
    public static Fraction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var numerator = BigInteger.Parse(slash < 0 ? text : text[..slash], CultureInfo.InvariantCulture);
        return slash < 0 ? new Fraction(numerator, 1) : new Fraction(numerator, BigInteger.Parse(text[(slash + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>The exact value as text, the same in every culture: <c>2/3</c>; whole numbers without the line.</summary>
    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <inheritdoc/>
    public int CompareTo(Fraction other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Fraction other) => Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>Sum.</summary>
    public static Fraction operator +(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Difference.</summary>
    public static Fraction operator -(Fraction a, Fraction b) => new((a.Numerator * b.Denominator) - (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>Product.</summary>
    public static Fraction operator *(Fraction a, Fraction b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>Quotient.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    public static Fraction operator /(Fraction a, Fraction b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>Whether both have the same value.</summary>
    public static bool operator ==(Fraction a, Fraction b) => a.Equals(b);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(Fraction a, Fraction b) => !a.Equals(b);

    /// <summary>Whether <paramref name="a"/> is under <paramref name="b"/>.</summary>
    public static bool operator <(Fraction a, Fraction b) => a.CompareTo(b) < 0;

    /// <summary>Whether <paramref name="a"/> is over <paramref name="b"/>.</summary>
    public static bool operator >(Fraction a, Fraction b) => a.CompareTo(b) > 0;

    /// <summary>Whether <paramref name="a"/> is at most <paramref name="b"/>.</summary>
    public static bool operator <=(Fraction a, Fraction b) => a.CompareTo(b) <= 0;

    /// <summary>Whether <paramref name="a"/> is at least <paramref name="b"/>.</summary>
    public static bool operator >=(Fraction a, Fraction b) => a.CompareTo(b) >= 0;
}
