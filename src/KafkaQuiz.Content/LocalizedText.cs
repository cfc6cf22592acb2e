namespace KafkaQuiz.Content;

/// <summary>A text in every language of the course. Both sides are always there; they may be equal (a command, a number).</summary>
/// <param name="Ko">Korean.</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Ko, string En)
{
    /// <summary>The same text in every language.</summary>
    public static LocalizedText Same(string text) => new(text, text);

    /// <summary>The text in <paramref name="language"/>.</summary>
    public string In(Language language) => language == Language.Ko ? Ko : En;

    /// <summary>True where both languages read the same.</summary>
    public bool IsSame => string.Equals(Ko, En, StringComparison.Ordinal);

    /// <summary>A copy with both sides passed through <paramref name="change"/>.</summary>
    public LocalizedText Select(Func<string, string> change) => IsSame ? Same(change(Ko)) : new(change(Ko), change(En));
}
