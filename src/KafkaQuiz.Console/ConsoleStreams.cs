using System.Threading.Channels;

namespace KafkaQuiz.Console;

/// <summary>One command's output and input.</summary>
/// <param name="Output">Standard output. Called by one writer at a time.</param>
/// <param name="Error">Standard error; may be the same writer.</param>
/// <param name="Input">Lines of standard input; complete the channel to end it (Ctrl+D). Null: there is no input.</param>
public sealed record ConsoleStreams(TextWriter Output, TextWriter Error, ChannelReader<string>? Input = null)
{
    /// <summary>True when a person types the input: the producer then prints its prompt.</summary>
    public bool Interactive { get; init; }
}
