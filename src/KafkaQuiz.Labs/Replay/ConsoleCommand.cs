using System.Text;

namespace KafkaQuiz.Labs.Replay;

/// <summary>A command line of a lab's console step.</summary>
public static class ConsoleCommand
{
    /// <summary>The line with <c>--bootstrap-server</c>, where a tool takes it and it is not there.</summary>
    public static string WithServers(string line, string servers) => TakesServers(Split(line)) ? $"{line} --bootstrap-server {servers}" : line;

    /// <summary>Whether <c>--bootstrap-server</c> is to be added: neither it nor what takes its place is there, and the tool works on a cluster.</summary>
    internal static bool TakesServers(IReadOnlyList<string> words) =>
        !words.Any(word => word.StartsWith("--bootstrap-", StringComparison.Ordinal))
        && Path.GetFileNameWithoutExtension(words[0]) is var tool
        && tool.StartsWith("kafka-", StringComparison.Ordinal) && tool is not ("kafka-storage" or "kafka-server-start" or "kafka-server-stop");

    /// <summary>Words as a shell splits them: spaces, single and double quotes, backslashes. Nothing is expanded.</summary>
    internal static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var open = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                if (open) words.Add(word.ToString());
                word.Clear();
                open = false;
                continue;
            }
            open = true;
            if (quote != '\0' && c == quote) quote = '\0';
            else if (quote == '\0' && c is '\'' or '"') quote = c;
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length) word.Append(line[++i]);
            else word.Append(c);
        }
        if (open) words.Add(word.ToString());
        return words;
    }
}
