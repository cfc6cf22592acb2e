using KafkaQuiz.Assessment.Commands;
using KafkaQuiz.Assessment.Configs;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Replay;

/// <summary>Responses that must not earn every point, made from the right one: each differs from it in one place.</summary>
internal static class WrongResponses
{
    /// <summary>The response, and what was changed, in the words of the format (for the report).</summary>
    public static IEnumerable<(Response Response, string Change)> Of(QuestionVariant variant) => variant switch
    {
        SingleChoiceVariant question => question.Choices.Where(choice => !choice.Correct).Select(choice => (Response.Of("choice", choice.Key), $"choice “{choice.Text.Ko}”")),
        TrueFalseVariant question => [(Response.Of("choice", question.Answer ? "false" : "true"), "the other answer")],
        MultipleChoiceVariant question => MultipleChoice(question),
        NumericVariant question => [(Response.Of("text", new Value.Number(Off(question.Answer, question.Tolerance)).ToString()), "a number out of tolerance")],
        ShortTextVariant question => [(Response.Of("text", question.Matches.Answers[0] + "x!"), "a longer text")],
        ClozeVariant question => question.Blanks.SelectMany(blank => Blank(question, blank)),
        OrderingVariant question => Ordering(question),
        MatchingVariant question => Matching(question),
        CommandVariant { Answers.Count: 1 } question => Command(question),
        ConfigVariant { Answers.Count: 1 } question => Config(question),
        AssignmentVariant { Rule: AssignmentRule.Exact } question => Assignment(question),
        AssignmentVariant question => [(Response.Of([.. question.Items.Select(item => ("owner." + item, question.Owners.Take(question.Each).ToArray()))]), "the same owners in every row")],
        _ => [],
    };

    // Every choice that is marked though it should not be, or the other way round; all marked.
    private static IEnumerable<(Response, string)> MultipleChoice(MultipleChoiceVariant question)
    {
        foreach (var flipped in question.Choices)
            yield return (Response.Of("choice", [.. question.Choices.Where(choice => choice.Correct != (choice == flipped)).Select(choice => choice.Key)]), $"choice “{flipped.Text.Ko}” flipped");
        yield return (Response.Of("choice", [.. question.Choices.Select(choice => choice.Key)]), "every choice marked");
    }

    private static IEnumerable<(Response, string)> Blank(ClozeVariant question, VariantBlank blank) => blank switch
    {
        MenuBlank menu => menu.Options.Where(option => !option.Correct).Select(option => (With(question, blank.Field, option.Key), $"blank {blank.Name} = “{option.Text.Ko}”")),
        NumberBlank number => [(With(question, blank.Field, new Value.Number(Off(number.Answer, number.Tolerance)).ToString()), $"blank {blank.Name} out of tolerance")],
        _ => [(With(question, blank.Field, blank.RightValue + "x!"), $"blank {blank.Name} with a longer text")],
    };

    private static IEnumerable<(Response, string)> Ordering(OrderingVariant question)
    {
        string[] right = [.. question.InOrder.Select(item => item.Key)];
        for (int at = 1; at < right.Length; at++)
        {
            string[] swapped = [.. right];
            (swapped[at - 1], swapped[at]) = (swapped[at], swapped[at - 1]);
            yield return (Response.Of("order", swapped), $"places {at} and {at + 1} swapped");
        }

        yield return (Response.Of("order", [.. right.Reverse()]), "reversed");
    }

    // Every two pairs swapped, and every right side that belongs nowhere.
    private static IEnumerable<(Response, string)> Matching(MatchingVariant question)
    {
        foreach (var (first, second) in question.Lefts.SelectMany((left, at) => question.Lefts.Skip(at + 1).Select(other => (left, other))))
            yield return (With(question, (first.Field, second.RightKey), (second.Field, first.RightKey)), $"“{first.Text.Ko}” and “{second.Text.Ko}” swapped");
        foreach (var extra in question.Rights.Where(right => question.Lefts.All(left => left.RightKey != right.Key)))
            yield return (With(question, question.Lefts[0].Field, extra.Key), $"“{extra.Text.Ko}” chosen");
    }

    // Every option left out that must be there; another tool.
    private static IEnumerable<(Response, string)> Command(CommandVariant question)
    {
        if (CommandLine.Read(question.Answers[0], out _) is not { } line) yield break;
        var optional = question.Optional.Select(option => OptionMeaning.Name(line.Tool, option)).ToHashSet(StringComparer.Ordinal);
        var right = CommandMeaning.Of(line);
        foreach (string option in line.Options.Select(option => option.Name).Distinct().Where(option => !optional.Contains(OptionMeaning.Name(line.Tool, option))))
        {
            var shorter = line with { Options = [.. line.Options.Where(other => other.Name != option)] };
            if (Same(CommandMeaning.Of(shorter), right)) continue;
            yield return (Response.Of("text", Written(shorter)), $"without {option}");
        }

        yield return (Response.Of("text", Written(line with { Tool = "kafka-run-class" })), "another tool");
    }

    // An option may say what the tool does anyway (--isolation-level read_uncommitted).
    private static bool Same(CommandMeaning a, CommandMeaning b) =>
        a.Options.Count == b.Options.Count && a.Options.All(option => b.Options.TryGetValue(option.Key, out var values) && values.SetEquals(option.Value));

    private static string Written(CommandLine line) => string.Join(' ', (string[])
    [
        line.Tool,
        .. line.Arguments.Select(Quoted),
        .. line.Options.Select(option => option.Value is null ? option.Name : option.Name + "=" + Quoted(option.Value)),
    ]);

    private static string Quoted(string word) => "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    // Every setting left out; every value changed that matters.
    private static IEnumerable<(Response, string)> Config(ConfigVariant question)
    {
        var lines = PropertiesReader.Read(question.Answers[0]).Lines;
        foreach (string key in lines.Select(line => line.Key).Distinct())
        {
            yield return (Lines(lines.Where(line => line.Key != key)), $"without {key}");
            if (!question.AnyValue.Contains(key)) yield return (Lines(lines.Select(line => line.Key == key ? (key, line.Value + "9x") : line)), $"{key} changed");
        }

        static Response Lines(IEnumerable<(string Key, string Value)> lines) => Response.Of("text", string.Join('\n', lines.Select(line => $"{line.Key}={line.Value}")));
    }

    // Every row given to another owner.
    private static IEnumerable<(Response, string)> Assignment(AssignmentVariant question)
    {
        foreach (string item in question.Items)
        {
            string other = question.Owners.FirstOrDefault(owner => owner != question.Answer[item][0]) ?? "";
            yield return (With(question, "owner." + item, other), $"{item} = {other}");
        }
    }

    private static decimal Off(decimal answer, Tolerance tolerance) =>
        answer + 1 + ((tolerance.Relative ? Math.Abs(answer) * tolerance.Amount : tolerance.Amount) * 2);

    private static Response With(QuestionVariant variant, string field, string value) => With(variant, (field, value));

    private static Response With(QuestionVariant variant, params (string Field, string Value)[] changes)
    {
        var right = variant.RightResponse();
        return Response.Of([
            .. right.Names.Select(name => (name, right[name].ToArray())),
            .. changes.Select(change => (change.Field, (string[])[change.Value])),
        ]);
    }
}
