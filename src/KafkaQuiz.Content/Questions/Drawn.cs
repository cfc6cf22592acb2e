using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Random;

namespace KafkaQuiz.Content.Questions;

/// <summary>One draw of a question's parameters: fills texts, computes numbers, shuffles, and hands out keys.</summary>
internal sealed class Drawn(QuestionInfo info, ulong seed, IReadOnlyDictionary<string, Value> values)
{
    private const int KeyLength = 4;
    private readonly SeededRandom keys = SeededRandom.For(seed, info.Id, "keys");
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Value> Values => values;

    /// <summary>What every kind has, filled in.</summary>
    public VariantHead Head() => new()
    {
        QuestionId = info.Id,
        ContentHash = info.ContentHash,
        Seed = seed,
        Level = info.Level,
        Points = info.Points,
        Ask = Fill(info.Ask),
        Explain = info.Explain is null ? null : Fill(info.Explain),
        Figure = info.Figure,
        FigureAlt = info.FigureAlt is null ? null : Fill(info.FigureAlt),
        Source = info.Source,
        Values = values,
    };

    /// <summary>A text that a learner reads.</summary>
    public LocalizedText Fill(LocalizedText text) => text.Select(side => Template.Fill(side, values));

    /// <summary>A text that is compared: numbers without digit grouping.</summary>
    public string Raw(string text) => Template.Fill(text, values, raw: true);

    public IReadOnlyList<string> Raw(IReadOnlyList<string> texts) => [.. texts.Select(Raw)];

    public TextMatch Raw(TextMatch match) => match with { Answers = Raw(match.Answers), Pattern = match.Pattern };

    public decimal Number(Expression expression) => expression.Number(values);

    /// <summary>A key that no other part of this variant has.</summary>
    public string Key()
    {
        string key = keys.Word(KeyLength);
        return taken.Add(key) ? key : Key();
    }

    /// <summary>A shuffled copy; <paramref name="label"/> tells this shuffle from the variant's others.</summary>
    public T[] Shuffle<T>(IEnumerable<T> items, string label = "order") => SeededRandom.For(seed, info.Id, label).Shuffle(items);

    /// <summary>A shuffled copy that is never in the order given (where there are two or more).</summary>
    public T[] Derange<T>(IReadOnlyList<T> items)
        where T : class
    {
        var random = SeededRandom.For(seed, info.Id, "order");
        T[] shuffled = random.Shuffle(items);
        while (items.Count > 1 && shuffled.SequenceEqual(items))
            shuffled = random.Shuffle(items);
        return shuffled;
    }
}
