namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>Arguments that are wrong, or a request for help.</summary>
/// <param name="page">Whose usage stands before the error.</param>
/// <param name="message">Null when <c>--help</c> was asked for.</param>
/// <param name="suggestion">"Did you mean", or empty.</param>
internal sealed class ArgparseFault(ArgparsePage page, string? message, string suggestion = "") : Exception(message)
{
    public bool IsHelp { get; } = message is null;

    /// <summary>What argparse4j's handleError prints, or the page.</summary>
    /// <param name="program">The tool's name.</param>
    public string Text(string program) =>
        IsHelp ? page.Text : page.Usage + JustifiedText.Wrap($"{program}: error: {Message}", 75) + "\n" + suggestion;

    /// <summary>Prints it as argparse4j does and ends the tool; help ends with <paramref name="helpExit"/>.</summary>
    public ToolExitException Print(ToolContext context, string program, int helpExit = 0)
    {
        (IsHelp ? context.Out : context.Error).Write(Text(program));
        return new ToolExitException(IsHelp ? helpExit : 1);
    }
}
