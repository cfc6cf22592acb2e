using System.Text;

namespace KafkaQuiz.Content.Tests.Lint;

/// <summary>
/// One slip for each code. What is said of all of them is kept in <c>faults.golden.txt</c>; run with <c>KAFKAQUIZ_GOLDEN=write</c> to write it anew,
/// and read the difference.
/// </summary>
public sealed class FaultTests
{
    private static readonly string golden = Path.Combine(Repository.Root, "tests/KafkaQuiz.Content.Tests/Lint/faults.golden.txt");

    public static TheoryData<string> Codes => new(FaultCodes.All.Keys);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_is_reported_with_its_place(string code)
    {
        var fault = Slips.All[code]().FirstOrDefault(fault => fault.Code == code);
        Assert.NotNull(fault);
        if (code != "unreadable" && code != "unknown-lab")
            Assert.True(fault.Place is { Line: > 0, Column: > 0 }, fault.Place.ToString());
        Assert.Matches("[가-힣]", fault.Message.Ko);
        Assert.DoesNotMatch("[가-힣]{4,}", fault.Message.En);
    }

    [Fact]
    public void Faults_read_as_they_were_approved()
    {
        var said = new StringBuilder();
        foreach (string code in FaultCodes.All.Keys)
        {
            foreach (var fault in Slips.All[code]())
                said.Append(fault.In(Language.Ko)).Append('\n').Append(fault.In(Language.En)).Append('\n');
            said.Append('\n');
        }

        string text = said.ToString().Replace(Slips.Missing, "MISSING", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("KAFKAQUIZ_GOLDEN") == "write")
            File.WriteAllText(golden, text);
        Assert.Equal(File.ReadAllText(golden), text);
    }

    [Fact]
    public void Every_code_is_in_the_documentation() =>
        Assert.Empty(FaultCodes.All.Keys.Except(Documented(), StringComparer.Ordinal).Concat(Documented().Except(FaultCodes.All.Keys, StringComparer.Ordinal)));

    [Fact]
    public void All_faults_are_reported_not_only_the_first()
    {
        var (questions, faults) = Repository.Bank(
            Samples.TrueFalse.Replace("level: recall", "level: recal", StringComparison.Ordinal).Replace("answer: false", "anwser: false", StringComparison.Ordinal)
            + "\n" + Samples.Ordering.Replace("longest-run", "longest", StringComparison.Ordinal) + "\n" + Samples.Matching);
        Assert.Equal("4.3/pairs", Assert.Single(questions).Id);
        Assert.Equal(["unknown-key", "missing-key", "unknown-value", "unknown-value"], faults.Select(fault => fault.Code).OrderBy(code => code == "unknown-value"));
    }

    [Fact]
    public void An_unknown_key_suggests_the_one_that_was_meant()
    {
        var fault = Assert.Single(Repository.Bank(Samples.TrueFalse + "\n    explian: { ko: 설명, en: Explained }").Faults);
        Assert.Equal("4.3-test.yaml:10:5", fault.Place.ToString());
        Assert.Equal("Did you mean 'explain'?", fault.Fix!.En);
        Assert.Equal("혹시 'explain'인가요?", fault.Fix.Ko);
    }

    private static string[] Documented() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs/questions.md"))
            .SkipWhile(line => line != "## Faults").Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]),
    ];
}
