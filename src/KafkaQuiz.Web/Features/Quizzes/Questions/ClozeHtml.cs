using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Questions;
using Microsoft.AspNetCore.Components;

namespace KafkaQuiz.Web.Features.Quizzes.Questions;

/// <summary>
/// Puts the blanks of a cloze into its rendered text. A blank may stand inside a code block, so that the text cannot be cut into pieces of
/// Markdown; the marks are replaced in the clean HTML instead.
/// </summary>
internal static partial class ClozeHtml
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);

    public static MarkupString Fill(string html, IReadOnlyList<VariantBlank> blanks, Func<VariantBlank, int, string> blank) => new(Mark().Replace(html, match =>
    {
        for (int at = 0; at < blanks.Count; at++)
            if (blanks[at].Name == match.Groups[1].Value) return blank(blanks[at], at);
        return match.Value;
    }));

    public static string Menu(string name, string label, string? given, string prompt, IEnumerable<(string Key, string Text)> options)
    {
        var shown = options.Select(option =>
            $"""<option value="{Encoder.Encode(option.Key)}"{(option.Key == given ? " selected" : "")}>{Encoder.Encode(option.Text)}</option>""");
        return $"""<select class="input" name="{Encoder.Encode(name)}" aria-label="{Encoder.Encode(label)}"><option value="">{Encoder.Encode(prompt)}</option>{string.Concat(shown)}</select>""";
    }

    public static string Input(string name, string label, string? given, bool number) =>
        $"""<input class="input" name="{Encoder.Encode(name)}" aria-label="{Encoder.Encode(label)}" value="{Encoder.Encode(given ?? "")}" autocomplete="off" autocapitalize="off" spellcheck="false"{(number ? " inputmode=\"decimal\"" : "")}>""";

    public static string Judged(string label, bool right, string? given) =>
        $"""<span class="blank {(right ? "right" : "wrong")}"><span class="badge">{Encoder.Encode(label)}</span><span class="given">{Encoder.Encode(given ?? "–")}</span></span>""";

    [GeneratedRegex(@"\[\[([^\[\]]+)\]\]")]
    private static partial Regex Mark();
}
