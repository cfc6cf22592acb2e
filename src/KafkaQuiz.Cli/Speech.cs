using System.CommandLine;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli;

/// <summary>The language that the command line speaks: <c>--lang</c>, else <c>KAFKAQUIZ_LANG</c>, else Korean.</summary>
internal sealed class Speech(Language language)
{
    /// <summary>The option that every command has.</summary>
    public static Option<string> Option { get; } = new("--lang")
    {
        Description = "ko | en (KAFKAQUIZ_LANG)",
        Recursive = true,
    };

    public Language Language => language;

    /// <summary>Looks for the language before the commands are made, since their descriptions are written in it.</summary>
    public static Speech From(IReadOnlyList<string> args)
    {
        string? named = args.FirstOrDefault(arg => arg.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..];
        for (int at = 0; named is null && at + 1 < args.Count; at++)
            named = args[at] == "--lang" ? args[at + 1] : null;
        named ??= Environment.GetEnvironmentVariable("KAFKAQUIZ_LANG");
        return new(named is not null && named.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Language.En : Language.Ko);
    }

    public string Of(string ko, string en) => language == Language.Ko ? ko : en;

    public string Of(LocalizedText text) => text.In(language);
}
