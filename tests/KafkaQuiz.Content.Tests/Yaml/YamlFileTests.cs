using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Tests.Yaml;

public sealed class YamlFileTests
{
    private static readonly string bank = "section: \"4.3\"\nquestions:\n" + string.Join('\n', Samples.All.Values);

    [Fact]
    public void A_file_cut_off_anywhere_is_a_fault_never_a_crash()
    {
        for (int length = 0; length < bank.Length; length += 7)
        {
            var faults = new FaultList("cut");
            var node = YamlFile.Read(bank[..length], faults);
            Assert.True(node is not null || faults.Errors > 0, bank[..length]);
        }
    }

    [Fact]
    public void A_file_with_any_slip_of_the_keyboard_is_read_or_refused()
    {
        var slips = Gen.Choose(0, bank.Length - 1).SelectMany(at => Gen.Elements("[", "]", "{", "}", ":", "-", "\"", "'", "&a ", "*a ", "!t ", "|", ">", "#", "\t", "%", "@", "\n", "---\n", "? ", "\uFEFF", "\0")
            .SelectMany(slip => Gen.Choose(0, 3).Select(cut => bank[..at] + slip + bank[Math.Min(bank.Length, at + cut)..])));
        Prop.ForAll(slips.ToArbitrary(), text =>
        {
            var (questions, faults) = Repository.Bank(text["section: \"4.3\"\nquestions:\n".Length..]);
            return questions.Count + faults.Count > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Places_are_those_of_an_editor()
    {
        var node = YamlFile.Read("a: 1\nb:\n  - x\n  - c: 한글\n    d: e\n", new FaultList("f"))!;
        var item = node["b"]!.Items[1];
        Assert.Equal((4, 5), (item.Line, item.Column));
        Assert.Equal((4, 8), (item["c"]!.Line, item["c"]!.Column));
        Assert.Equal((5, 5), (item.Entries[1].Key.Line, item.Entries[1].Key.Column));
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("a: !int 1")]
    [InlineData("? [ a ]\n: b")]
    public void Anchors_tags_and_complex_keys_are_refused(string text)
    {
        var faults = new FaultList("f");
        Assert.Null(YamlFile.Read(text, faults));
        Assert.Equal("bad-yaml", Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var faults = new FaultList("f");
        Assert.Null(YamlFile.Read(new string('[', 400), faults));
        Assert.Equal("bad-yaml", Assert.Single(faults.All).Code);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("1.50", "1.50")]
    [InlineData("\"5\"", "\"5\"")]
    [InlineData("true", "true")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("010", "\"010\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("yes", "\"yes\"")]
    public void The_canonical_form_keeps_texts_numbers_and_truths_apart(string yaml, string json)
    {
        string canonical = CanonicalJson.Write(YamlFile.Read("v: " + yaml, new FaultList("f"))!);
        Assert.Equal("{\"v\":" + json + "}", canonical);
        Assert.Equal(canonical, CanonicalJson.Write(CanonicalJson.Read(canonical)));
    }
}
