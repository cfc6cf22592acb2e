namespace KafkaQuiz.Content;

/// <summary>What a question asks of the learner, from the lightest to the heaviest (after Bloom's taxonomy, revised 2001).</summary>
public enum Level
{
    /// <summary>Remember a fact.</summary>
    Recall,

    /// <summary>Explain or recognise why.</summary>
    Understand,

    /// <summary>Use it on a given case: compute, configure, order.</summary>
    Apply,

    /// <summary>Find the cause, compare, or judge a design.</summary>
    Analyse,
}
