using System.Text.Json;
using KafkaQuiz.Cli.Cluster;
using KafkaQuiz.Practice.Gaps;

namespace KafkaQuiz.Cli.Tests.Cluster;

/// <summary>The list of gaps as it is shown.</summary>
public sealed class GapsCommandTests
{
    [Fact]
    public void The_table_in_the_docs_is_the_list()
    {
        var page = File.ReadAllText(Path.Combine(CliProgram.Repository, "docs", "practice-cluster.md"));
        var shown = page[page.IndexOf("## Deliberate gaps", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith('|'));
        Assert.Equal(GapsCommand.Markdown().Split('\n'), shown);
    }

    [Fact]
    public async Task As_json_every_gap_has_both_languages()
    {
        var (code, output) = await CliProgram.RunAsync(["cluster", "gaps", "--json"]);
        Assert.Equal(0, code);
        var gaps = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
        Assert.Equal(DeliberateGaps.All.Count, gaps.Count);
        Assert.All(gaps, gap => Assert.All([gap.GetProperty("what"), gap.GetProperty("why")], text => Assert.False(text.GetProperty("ko").GetString() is "" || text.GetProperty("en").GetString() is "")));
    }

    [Fact]
    public async Task The_table_speaks_korean_unless_told_otherwise()
    {
        Assert.Contains("공유 그룹은 과정에서 다루지 않습니다", (await CliProgram.RunAsync(["cluster", "gaps"])).Output, StringComparison.Ordinal);
        Assert.Contains("share groups are not part of the course", (await CliProgram.RunAsync(["cluster", "gaps", "--lang", "en"])).Output, StringComparison.Ordinal);
    }
}
