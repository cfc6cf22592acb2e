using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Caching.Memory;

namespace KafkaQuiz.Web.Markdown;

/// <summary>
/// Turns authors' Markdown into HTML that is safe to show. Raw HTML is not passed on, and what comes out is cleaned once more, so that
/// neither a mistake in a bank nor one in Markdig puts a script into a page. Results are cached: the same text is shown to many.
/// </summary>
public sealed class MarkdownHtml : IDisposable
{
    /// <summary>Characters of HTML that are kept at most: 32 Mi.</summary>
    private const long CacheSize = 32 * 1024 * 1024;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras().UseAutoLinks().DisableHtml().Build();

    private static readonly HtmlSanitizer Sanitizer = CreateSanitizer();

    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = CacheSize });

    /// <summary>Block HTML: paragraphs, lists, code, tables.</summary>
    public MarkupString Block(string markdown) => new(Render(markdown));

    /// <summary>The same without the paragraph round a text of one paragraph: for labels and cells.</summary>
    public MarkupString Inline(string markdown) => new(Unwrap(Render(markdown)));

    public void Dispose() => _cache.Dispose();

    private string Render(string markdown)
    {
        if (_cache.TryGetValue(markdown, out string? html)) return html!;
        html = Sanitizer.Sanitize(Markdig.Markdown.ToHtml(markdown, Pipeline)).Trim()
            // Wide code scrolls sideways: the keyboard must reach it (WCAG 2.1.1).
            .Replace("<pre>", "<pre tabindex=\"0\">", StringComparison.Ordinal);
        _cache.Set(markdown, html, new MemoryCacheEntryOptions { Size = markdown.Length + html.Length });
        return html;
    }

    private static string Unwrap(string html) =>
        html.StartsWith("<p>", StringComparison.Ordinal) && html.EndsWith("</p>", StringComparison.Ordinal)
        && html.IndexOf("<p>", 3, StringComparison.Ordinal) < 0
            ? html[3..^4]
            : html;

    private static HtmlSanitizer CreateSanitizer()
    {
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.Clear();
        foreach (string tag in (string[])
            ["p", "br", "em", "strong", "del", "sub", "sup", "code", "pre", "blockquote", "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td", "hr", "h3", "h4", "h5", "kbd"])
            sanitizer.AllowedTags.Add(tag);
        sanitizer.AllowedAttributes.Clear();
        foreach (string attribute in (string[])["href", "start", "class"]) sanitizer.AllowedAttributes.Add(attribute);
        sanitizer.AllowedClasses.Clear();
        foreach (string language in (string[])["language-bash", "language-sh", "language-java", "language-properties", "language-yaml", "language-json", "language-text"])
            sanitizer.AllowedClasses.Add(language);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.Add("https");
        sanitizer.AllowedSchemes.Add("http");
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowDataAttributes = false;
        return sanitizer;
    }
}
