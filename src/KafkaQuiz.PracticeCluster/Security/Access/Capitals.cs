namespace KafkaQuiz.Practice.Security.Access;

/// <summary>Java's names of constants: DescribeConfigs is DESCRIBE_CONFIGS.</summary>
internal static class Capitals
{
    public static string Of(string name) => string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
}
