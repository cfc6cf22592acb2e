namespace KafkaQuiz.Labs.Tests;

/// <summary>Names that no other test uses: the tests share their clusters.</summary>
internal static class Names
{
    public static string Fresh(string stem) => $"{stem}-{Guid.NewGuid():N}"[..(stem.Length + 9)];
}
