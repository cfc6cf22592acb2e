using System.Globalization;

namespace KafkaQuiz.Content.Expressions;

/// <summary>A value of a parameter or an expression: a number, a text, or a truth.</summary>
public abstract record Value
{
    private Value()
    {
    }

    /// <summary>An exact decimal number.</summary>
    public sealed record Number(decimal Amount) : Value
    {
        public override string ToString() => Amount.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Content) : Value
    {
        public override string ToString() => Content;
    }

    /// <summary>True or false.</summary>
    public sealed record Truth(bool Holds) : Value
    {
        public override string ToString() => Holds ? "true" : "false";
    }
}
