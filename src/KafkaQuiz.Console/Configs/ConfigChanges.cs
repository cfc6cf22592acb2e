using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Configs;

/// <summary><c>--add-config k1=v1,k2=[v1,v2]</c> and <c>--add-config-file</c>.</summary>
internal static partial class ConfigChanges
{
    public static Dictionary<string, string> Added(ToolContext context, OptionSet options)
    {
        var added = context.Properties(options.ValueOf("add-config-file"));
        if (options.ValueOf("add-config") is { } text)
        {
            var pairs = Comma().Split(text).Reverse().SkipWhile(p => p.Length == 0).Reverse().Select(p => EqualsSign().Split(p)).ToList();
            if (pairs.Any(p => p.Length != 2))
                throw JavaException.IllegalArgument("requirement failed: Invalid entity config: all configs to be added must be in the format \"key=val\" or  \"key=[val1,val2]\" to group values which contain commas.");
            foreach (var pair in pairs)
                added[pair[0].Trim()] = Brackets().Replace(pair[1], "").Trim();
        }
        foreach (var key in added.Keys)
        {
            if (!Key().IsMatch(key))
                throw JavaException.IllegalArgument("Invalid character found for config key: " + key);
        }
        return added;
    }

    // A comma or an equals sign outside brackets.
    [GeneratedRegex(@",(?=[^\]]*(?:\[|$))")]
    private static partial Regex Comma();

    [GeneratedRegex(@"\s*=\s*(?=[^\]]*(?:\[|$))")]
    private static partial Regex EqualsSign();

    [GeneratedRegex(@"\[?\]?")]
    private static partial Regex Brackets();

    [GeneratedRegex("^[a-zA-Z0-9._-]*$")]
    private static partial Regex Key();
}
