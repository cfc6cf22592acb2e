using System.Globalization;

namespace KafkaQuiz.Console.Shell;

/// <summary><c>timeout [-s SIGNAL] N[s|m] command</c>: interrupts the command after N seconds; its exit code is then 124.</summary>
internal static class Timeout
{
    public static async Task<int> RunAsync(
        List<string> words, ConsoleSession session, Func<List<string>, CancellationTokenSource, Task<int>> run, CancellationTokenSource outer)
    {
        var at = 1;
        while (at < words.Count && words[at].StartsWith('-'))
            at += words[at] is "-s" or "-k" ? 2 : 1;
        if (at >= words.Count || Duration(words[at]) is not { } duration || at + 1 >= words.Count)
            throw ShellFault.Syntax("timeout 초 명령 형태로 입력하세요. 예: timeout 10 kafka-console-consumer ...", "Use: timeout SECONDS command, such as timeout 10 kafka-console-consumer ...");
        using var limit = new CancellationTokenSource(duration, session.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(outer.Token, limit.Token);
        var code = await run(words[(at + 1)..], both);
        return limit.IsCancellationRequested && !outer.IsCancellationRequested ? 124 : code;
    }

    /// <summary>10, 0.5, 10s, 2m, 1h; null when it is none.</summary>
    public static TimeSpan? Duration(string text)
    {
        if (text.Length == 0)
            return null;
        var factor = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        var number = factor == 0 ? text : text[..^1];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 86400
            ? TimeSpan.FromSeconds(value * Math.Max(1, factor))
            : null;
    }
}
