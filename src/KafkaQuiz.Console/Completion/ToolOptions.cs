using KafkaQuiz.Console.Options;
using KafkaQuiz.Console.Options.Argparse;

namespace KafkaQuiz.Console.Completing;

/// <summary>One option for completion.</summary>
internal sealed record ToolOption(IReadOnlyList<string> Names, bool TakesValue, string Help);

/// <summary>The options and sub-commands of a tool at one place of a line, from its recorded help pages of either kind.</summary>
internal sealed class ToolOptions
{
    /// <summary>Null when the tool has no such page.</summary>
    private static readonly Dictionary<string, ToolOptions> Known = new(StringComparer.Ordinal);

    private ToolOptions(IReadOnlyList<ToolOption> options, IReadOnlyList<(string Name, string Help)> commands) => (Options, Commands) = (options, commands);

    public IReadOnlyList<ToolOption> Options { get; }

    public IReadOnlyList<(string Name, string Help)> Commands { get; }

    public ToolOption? Find(string name) => Options.FirstOrDefault(o => o.Names.Contains(name));

    /// <param name="command">The sub-command that was typed, if any.</param>
    public static ToolOptions Of(string tool, string? command)
    {
        var key = command is null ? tool : tool + "-" + command;
        lock (Known)
            return Known.TryGetValue(key, out var known) ? known : Known[key] = Read(tool, command);
    }

    private static ToolOptions Read(string tool, string? command)
    {
        if (!Usage.Exists(tool))
            return new ToolOptions([], []);
        if (!Usage.Resource(tool).StartsWith("usage:", StringComparison.Ordinal))
            return new ToolOptions([.. Usage.Of(tool).Options.Values.Select(o => new ToolOption(["--" + o.Name], o.Argument != Argument.None, o.Help))], []);
        var page = ArgparsePage.Of(tool);
        if (command is null)
            return new ToolOptions([.. page.Options.Select(Option)], [.. page.Commands.Select(c => (c.Name, c.Help))]);
        return page.Commands.Any(c => c.Name == command) ? new ToolOptions([.. ArgparsePage.Of(tool + "-" + command).Options.Select(Option)], []) : new ToolOptions([], []);
    }

    private static ToolOption Option(ArgparseOption option) => new(option.Names, option.Arity != Arity.None, option.Help);
}
