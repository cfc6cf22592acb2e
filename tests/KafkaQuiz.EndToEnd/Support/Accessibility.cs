using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace KafkaQuiz.EndToEnd.Support;

/// <summary>WCAG 2.2 AA as far as axe can tell.</summary>
internal static class Accessibility
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    /// <summary>Fails naming every violation on the page as it stands.</summary>
    public static async Task AssertNoViolationsAsync(this IPage page)
    {
        var found = await page.RunAxe(Rules);
        Assert.True(
            found.Violations.Length == 0,
            $"{page.Url}\n" + string.Join('\n', found.Violations.Select(v => $"{v.Id} ({v.Impact}): {v.Help}\n    {string.Join("\n    ", v.Nodes.Select(n => n.Html))}")));
    }
}
