using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>A blank of a cloze as shown.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Why">Why the answer is right, Markdown.</param>
public abstract record VariantBlank(string Name, LocalizedText Why)
{
    /// <summary>The field of a response that fills this blank.</summary>
    public string Field => "blank." + Name;

    /// <summary>A value that is right.</summary>
    public abstract string RightValue { get; }
}

/// <summary>A blank with a menu. The response's value is an option's key.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Options">In the order shown; exactly one is correct.</param>
/// <param name="Why">Why the answer is right.</param>
public sealed record MenuBlank(string Name, IReadOnlyList<MenuOption> Options, LocalizedText Why) : VariantBlank(Name, Why)
{
    public override string RightValue => Options.Single(option => option.Correct).Key;
}

/// <summary>An option of a menu.</summary>
/// <param name="Key">Short opaque string, unique in its variant.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Correct">Whether it is the right one.</param>
public sealed record MenuOption(string Key, LocalizedText Text, bool Correct);

/// <summary>A blank that takes a number.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Answer">The right number.</param>
/// <param name="Tolerance">How far off still counts.</param>
/// <param name="Why">Why the answer is right.</param>
public sealed record NumberBlank(string Name, decimal Answer, Tolerance Tolerance, LocalizedText Why) : VariantBlank(Name, Why)
{
    public override string RightValue => new Value.Number(Answer).ToString();
}

/// <summary>A blank that takes a text.</summary>
/// <param name="Name">As in <c>[[name]]</c>.</param>
/// <param name="Matches">What is right.</param>
/// <param name="Why">Why the answer is right.</param>
public sealed record TextBlank(string Name, TextMatch Matches, LocalizedText Why) : VariantBlank(Name, Why)
{
    public override string RightValue => Matches.Answers[0];
}
