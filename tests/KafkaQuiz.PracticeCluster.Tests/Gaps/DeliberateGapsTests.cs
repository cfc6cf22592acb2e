using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Gaps;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Gaps;

/// <summary>The list of deliberate gaps says what is so: nothing is missing from it, nothing in it is served.</summary>
public sealed partial class DeliberateGapsTests
{
    private sealed record Advertised(short Key, string Name, short Min, short Max);

    /// <summary>What a broker of Kafka 4.3.1 advertises.</summary>
    private static readonly List<Advertised> Kafka = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "api-versions.tsv"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))
        .Select(f => new Advertised(Number(f[0]), f[1], Number(f[2]), Number(f[3].Length > 0 ? f[3] : f[2])))];

    public static TheoryData<string> Apis => [.. Kafka.Select(api => api.Name)];

    [Theory]
    [MemberData(nameof(Apis))]
    public void An_api_of_Kafka_is_served_in_its_versions_or_its_row_names_those_that_are_not(string name)
    {
        var kafka = Kafka.Single(api => api.Name == name);
        var served = ApiTable.TryGet((ApiKey)kafka.Key, out var entry) ? Range(entry.AdvertisedMin, entry.Max) : [];
        var unserved = DeliberateGaps.All.Where(gap => gap.Key == kafka.Key && gap.Versions.Length > 0).SelectMany(gap => Versions(gap.Versions)).ToList();
        Assert.Equal(Range(kafka.Min, kafka.Max).Except(served), unserved);
        Assert.Empty(served.Except(Range(kafka.Min, kafka.Max)));
        Assert.All(DeliberateGaps.All.Where(gap => gap.Key == kafka.Key), gap => Assert.Equal(name, gap.Api));
    }

    [Fact]
    public void Nothing_is_served_that_a_broker_of_Kafka_does_not_serve() =>
        Assert.Empty(ApiTable.All.Select(entry => (short)entry.Key).Except(Kafka.Select(api => api.Key)));

    [Fact]
    public void No_row_is_about_an_api_that_Kafka_does_not_have() =>
        Assert.Empty(DeliberateGaps.All.Select(gap => gap.Key).OfType<short>().Except(Kafka.Select(api => api.Key)));

    /// <summary>The words after `Left out:` in an API's header, separated by semicolons, stand in the list as they are, less what is in parentheses.</summary>
    [Fact]
    public void What_an_api_leaves_out_is_what_its_rows_say()
    {
        var folder = Path.Combine(Repository(), "src", "KafkaQuiz.PracticeCluster", "Apis");
        var written = Directory.GetFiles(folder, "Api??*.cs").Select(file => (Key: ApiFile().Match(Path.GetFileName(file)), Text: Header(File.ReadAllText(file)))).Where(file => file.Key.Success)
            .SelectMany(file => LeftOut().Matches(file.Text).SelectMany(m => m.Groups[1].Value.Split(';')).Select(what => (Number(file.Key.Groups[1].Value), Bare(what))));
        var listed = DeliberateGaps.All.Where(gap => gap.Key is not null && gap.Versions.Length == 0).Select(gap => (gap.Key!.Value, gap.What.En));
        Assert.Equal(written.Order(), listed.Order());
    }

    [Fact]
    public void Every_row_gives_its_reason_in_both_languages() =>
        Assert.All(DeliberateGaps.All, gap => Assert.All([gap.What.Ko, gap.What.En, gap.Why.Ko, gap.Why.En], text => Assert.False(string.IsNullOrWhiteSpace(text))));

    [Fact]
    public void Rows_are_in_the_order_of_their_apis() =>
        Assert.Equal(DeliberateGaps.All.OrderBy(gap => gap.Key ?? short.MaxValue), DeliberateGaps.All);

    private static List<short> Range(short min, short max) => [.. Enumerable.Range(min, max - min + 1).Select(v => (short)v)];

    private static List<short> Versions(string range) => range.Split('-') is [var min, var max] ? Range(Number(min), Number(max)) : [Number(range)];

    private static short Number(string text) => short.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The doc comment of the file, as one line.</summary>
    private static string Header(string source) => string.Join(' ', source.Split('\n').Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..].Trim()));

    private static string Bare(string what) => Parentheses().Replace(what, "").Trim();

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "KafkaQuiz.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }

    [GeneratedRegex(@"^Api(\d\d)")]
    private static partial Regex ApiFile();

    [GeneratedRegex(@"Left out[^:]*: (.*?)\.( |$)")]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"\s*\([^)]*\)")]
    private static partial Regex Parentheses();
}
