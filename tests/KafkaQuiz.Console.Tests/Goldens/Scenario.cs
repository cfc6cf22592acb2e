using System.Text;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>
/// A scenario file: commands and what the real tool printed. Lines by their first characters: <c>$ </c> a command, <c>+ </c> its next
/// line, <c>| </c> standard output, <c>! </c> standard error, <c>= </c> an exit code other than 0, <c># </c> a comment, <c>@ </c> a
/// directive: <c>@ brokers 3</c> (first line), <c>@ start NAME command</c> runs a command until <c>@ stop NAME</c>,
/// <c>@ until TEXT :: command</c> repeats a command until it prints TEXT.
/// </summary>
internal sealed class Scenario
{
    private Scenario(string path, List<Step> steps)
    {
        Path = path;
        Steps = steps;
    }

    public string Path { get; }

    public List<Step> Steps { get; }

    public int Brokers => int.Parse(Steps.First(s => s.Directive?.StartsWith("brokers ", StringComparison.Ordinal) == true).Directive![8..], System.Globalization.CultureInfo.InvariantCulture);

    public static Scenario Read(string path)
    {
        var steps = new List<Step>();
        foreach (var line in File.ReadAllText(path).Split('\n'))
        {
            if (line.Length < 2)
            {
                if (line.Length == 0 || line is "|" or "!")
                    Append(steps, line);
                continue;
            }
            var rest = line[2..];
            switch (line[..2])
            {
                case "$ ":
                    steps.Add(new Step { Command = rest });
                    break;
                case "+ ":
                    steps[^1].Command += "\n" + rest;
                    break;
                case "= ":
                    steps[^1].Expected = steps[^1].Expected with { Exit = int.Parse(rest, System.Globalization.CultureInfo.InvariantCulture) };
                    break;
                case "@ ":
                    steps.Add(new Step { Directive = rest });
                    break;
                case "# ":
                    steps.Add(new Step { Comment = rest });
                    break;
                default:
                    Append(steps, line);
                    break;
            }
        }
        return new Scenario(path, steps);
    }

    public void Write()
    {
        var text = new StringBuilder();
        foreach (var step in Steps)
        {
            if (step.Comment is not null)
                text.Append("\n# ").Append(step.Comment).Append('\n');
            else if (step.Directive is not null)
                text.Append("@ ").Append(step.Directive).Append('\n');
            else
                text.Append("\n$ ").Append(step.Command!.Replace("\n", "\n+ ", StringComparison.Ordinal)).Append('\n').Append(step.Expected.Text());
        }
        File.WriteAllText(Path, text.ToString());
    }

    private static void Append(List<Step> steps, string line)
    {
        if (line.Length == 0 || steps.Count == 0 || steps[^1].Command is null)
            return;
        var rest = line.Length > 2 ? line[2..] : "";
        steps[^1].Expected = line[0] == '|' ? steps[^1].Expected with { Out = steps[^1].Expected.Out + rest + "\n" } : steps[^1].Expected with { Error = steps[^1].Expected.Error + rest + "\n" };
    }
}

/// <summary>One line of a scenario.</summary>
internal sealed class Step
{
    public string? Command { get; set; }

    public string? Directive { get; init; }

    public string? Comment { get; init; }

    public Printed Expected { get; set; } = new("", "", 0);
}

/// <summary>What a command printed.</summary>
internal sealed record Printed(string Out, string Error, int Exit)
{
    /// <summary>As the scenario file holds it.</summary>
    public string Text() => Lines("|", Out) + Lines("!", Error) + (Exit == 0 ? "" : "= " + Exit + "\n");

    private static string Lines(string mark, string text) =>
        text.Length == 0 ? "" : string.Concat(text.TrimEnd('\n').Split('\n').Select(l => (l.Length == 0 ? mark : mark + " " + l) + "\n"));
}
