namespace KafkaQuiz.Content;

/// <summary>A language that every text of the course is written in. Korean is the first.</summary>
public enum Language
{
    /// <summary>Korean (<c>ko</c>).</summary>
    Ko,

    /// <summary>English (<c>en</c>).</summary>
    En,
}
