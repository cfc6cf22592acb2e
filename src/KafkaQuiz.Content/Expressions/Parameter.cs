using KafkaQuiz.Content.Random;

namespace KafkaQuiz.Content.Expressions;

/// <summary>A parameter of a question or a lab.</summary>
/// <param name="Name">As texts and expressions call it.</param>
public abstract record Parameter(string Name)
{
    internal abstract Value Draw(SeededRandom random);
}

/// <summary>A number from a range: <c>from</c>, <c>from + step</c>, … not above <c>to</c>, each equally likely.</summary>
public sealed record RangeParameter(string Name, decimal From, decimal To, decimal Step) : Parameter(Name)
{
    /// <summary>How many numbers there are.</summary>
    public int Count => (int)Math.Floor((To - From) / Step) + 1;

    internal override Value Draw(SeededRandom random) => new Value.Number(From + random.Below(Count) * Step);
}

/// <summary>One of several values, each equally likely.</summary>
public sealed record PickParameter(string Name, IReadOnlyList<Value> Values) : Parameter(Name)
{
    internal override Value Draw(SeededRandom random) => Values[random.Below(Values.Count)];
}

/// <summary>A name with a suffix of 4 signs that is the learner's own: <c>payments-7f3k</c>. Labs only.</summary>
public sealed record NameParameter(string Name, string Stem) : Parameter(Name)
{
    internal override Value Draw(SeededRandom random) => new Value.Text(Stem + "-" + random.Word(4));
}

/// <summary>A value computed from other parameters.</summary>
public sealed record ComputedParameter(string Name, Expression Expression) : Parameter(Name)
{
    internal override Value Draw(SeededRandom random) => throw new InvalidOperationException("A computed parameter is not drawn.");
}
