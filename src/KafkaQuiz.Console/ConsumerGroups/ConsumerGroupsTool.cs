using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>
/// kafka-consumer-groups: list, describe, delete groups, reset and delete their offsets (ConsumerGroupCommand.java). The tool exits
/// with 0 even when its action failed.
/// </summary>
internal sealed class ConsumerGroupsTool : Tool
{
    private static readonly string[] Actions = ["list", "describe", "delete", "reset-offsets", "delete-offsets", "validate-regex"];
    private static readonly Usage Usage = Usage.Of("kafka-consumer-groups");

    public override string Name => "kafka-consumer-groups";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        OptionSet options;
        try
        {
            options = OptionParser.Parse(Usage, context.Arguments);
            GroupsOptions.Check(context, options);
        }
        catch (JavaException e)
        {
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            return 1;
        }
        if (Actions.Count(options.Has) != 1)
            throw context.UsageAndExit(Usage, "Command must include exactly one action: " + string.Join(", ", Actions.Select(a => "--" + a)));
        if (options.Has("validate-regex"))
            return ValidateRegex(context, options.ValueOf("validate-regex")!);
        try
        {
            await ActAsync(context, options, cancel);
        }
        catch (JavaException e) when (e.ClassName == "java.lang.IllegalArgumentException")
        {
            throw context.UsageAndExit(Usage, e.MessageText);
        }
        catch (JavaException e)
        {
            Fault(context, "Executing consumer group command failed due to " + e.MessageText);
            context.Error.Write(e.Trace());
        }
        return 0;
    }

    /// <summary>printError without an exception.</summary>
    public static void Fault(ToolContext context, string message) => context.Line("\nError: " + message);

    private static async Task ActAsync(ToolContext context, OptionSet options, CancellationToken cancel)
    {
        // The tool reads these options before it does anything else.
        _ = options.Longs("to-offset");
        _ = options.Long("shift-by");
        await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")));
        if (options.Has("list"))
            await ListGroups.RunAsync(context, client, options, cancel);
        else if (options.Has("describe"))
            await DescribeGroups.RunAsync(context, client, options, cancel);
        else if (options.Has("delete"))
            await DeleteGroups.RunAsync(context, client, options, cancel);
        else if (options.Has("reset-offsets"))
            await ResetOffsets.RunAsync(context, client, options, cancel);
        else
            await DeleteOffsets.RunAsync(context, client, options, cancel);
    }

    /// <summary>RE2/J judges in the tool; .NET's judgement differs in its words, so only the commonest fault has RE2/J's.</summary>
    private static int ValidateRegex(ToolContext context, string regex)
    {
        try
        {
            _ = new Regex(regex, RegexOptions.NonBacktracking);
            context.Line($"The regular expression `{regex}` is valid.");
        }
        catch (RegexParseException e)
        {
            var reason = e.Error switch
            {
                RegexParseError.UnterminatedBracket => "missing closing ]",
                RegexParseError.InsufficientClosingParentheses => "missing closing )",
                RegexParseError.InsufficientOpeningParentheses => "unexpected )",
                RegexParseError.QuantifierAfterNothing => "missing argument to repetition operator",
                RegexParseError.UnescapedEndingBackslash => "trailing backslash at end of expression",
                RegexParseError.ReversedCharacterRange => "invalid character class range",
                _ => "invalid expression",
            };
            context.Line($"The regular expression `{regex}` is invalid: {reason}.");
        }
        catch (NotSupportedException)
        {
            context.Line($"The regular expression `{regex}` is invalid: invalid or unsupported Perl syntax.");
        }
        return 0;
    }
}
