namespace KafkaQuiz.Practice.Topics;

/// <summary>Kafka's rule for topic names (Topic.java).</summary>
internal static class TopicName
{
    private const int MaxLength = 249;

    /// <summary>Null for a legal name, else Kafka's message.</summary>
    public static string? Fault(string name)
    {
        if (name.Length == 0)
            return "Topic name is invalid: the empty string is not allowed";
        if (name is "." or "..")
            return $"Topic name is invalid: '{name}' is not allowed";
        if (name.Length > MaxLength)
            return $"Topic name is invalid: the length of '{name}' is longer than the max allowed length {MaxLength}";
        return name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? null
            : $"Topic name is invalid: '{name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'";
    }

    /// <summary>Names that differ only in '.' and '_' share a metric name and exclude each other.</summary>
    public static bool Collide(string a, string b) =>
        a != b && a.Replace('.', '_') == b.Replace('.', '_');
}
