using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KafkaQuiz.Content.Tests.Questions;

namespace KafkaQuiz.Content.Tests.Loading;

public sealed class LoadingTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("kafkaquiz-content-").FullName;

    public LoadingTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "questions", "ch04", "figures"));
        File.Copy(Path.Combine(Repository.Root, "questions/course.yaml"), Path.Combine(root, "questions/course.yaml"));
        Write("4.3", string.Join('\n', Samples.All.Values));
    }

    private ContentCache Cache => new(Path.Combine(root, "cache"));

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void The_course_loads_without_an_error() =>
        Assert.Empty(Repository.Loaded.Faults.Where(fault => fault.Severity == FaultSeverity.Error).Select(fault => fault.In(Language.En)));

    [Fact]
    public void Content_is_found_by_section_id_and_hash()
    {
        var content = ContentLoader.Load(root).Content!;
        Assert.Equal(11, content.Bank("4.3").Count);
        Assert.Empty(content.Bank("4.4"));
        var question = content.Question("4.3/capacity")!;
        Assert.Same(question, content.QuestionByHash(question.ContentHash));
        Assert.Null(content.Question("4.3/nothing"));
    }

    [Fact]
    public void A_broken_question_leaves_the_others_in_place()
    {
        Write("4.3", Samples.TrueFalse + "\n" + Samples.Ordering.Replace("kind: ordering", "kind: ordring", StringComparison.Ordinal));
        var loaded = ContentLoader.Load(root);
        Assert.True(loaded.HasErrors);
        Assert.Equal(["4.3/statement"], loaded.Content!.Questions.Select(question => question.Id));
    }

    [Fact]
    public void Without_a_course_there_is_no_content()
    {
        File.Delete(Path.Combine(root, "questions/course.yaml"));
        var loaded = ContentLoader.Load(root);
        Assert.Null(loaded.Content);
        Assert.Equal("unreadable", Assert.Single(loaded.Faults).Code);
    }

    [Fact]
    public void What_the_cache_gives_back_is_what_was_read()
    {
        var read = ContentLoader.Load(root, Cache).Content!;
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(root, "cache")));
        var cached = ContentLoader.Load(root, Cache).Content!;
        Assert.Equal(read.Version, cached.Version);
        foreach (var (first, second) in read.Questions.Zip(cached.Questions))
            Assert.Equal(VariantTests.Print(first.Vary(3)), VariantTests.Print(second.Vary(3)));
    }

    [Fact]
    public void An_edit_is_never_hidden_by_the_cache()
    {
        string before = ContentLoader.Load(root, Cache).Content!.Version;
        Write("4.3", string.Join('\n', Samples.All.Values).Replace("묻습니다", "다시 묻습니다", StringComparison.Ordinal));
        Assert.NotEqual(before, ContentLoader.Load(root, Cache).Content!.Version);
    }

    [Fact]
    public void A_new_figure_is_never_hidden_by_the_cache()
    {
        string figure = Path.Combine(root, "questions/ch04/figures/a.svg");
        File.WriteAllText(figure, "<svg/>");
        Write("4.3", Samples.TrueFalse + "\n    figure: figures/a.svg\n    figure-alt: { ko: 그림, en: Figure }\n");
        string before = ContentLoader.Load(root, Cache).Content!.Version;
        File.WriteAllText(figure, "<svg></svg>");
        Assert.NotEqual(before, ContentLoader.Load(root, Cache).Content!.Version);
        File.Delete(figure);
        Assert.Contains(ContentLoader.Load(root, Cache).Faults, fault => fault.Code == "missing-figure");
    }

    [Fact]
    public void A_broken_cache_only_costs_time()
    {
        string version = ContentLoader.Load(root, Cache).Content!.Version;
        foreach (string file in Directory.GetFiles(Path.Combine(root, "cache")))
            File.WriteAllText(file, "[\"{broken\"]");
        Assert.Equal(version, ContentLoader.Load(root, Cache).Content!.Version);
    }

    [Fact]
    public void Faults_are_told_again_at_every_start()
    {
        Write("4.3", Samples.TrueFalse.Replace("{ ko: 묻습니다., en: Asked. }", "{ ko: Asked, en: Asked }", StringComparison.Ordinal));
        Assert.NotEmpty(ContentLoader.Load(root, Cache).Faults);
        Assert.NotEmpty(ContentLoader.Load(root, Cache).Faults);
    }

    [Fact]
    public void A_watch_reads_again_only_when_a_file_changed()
    {
        var clock = new ManualClock();
        var watch = new ContentWatch(root, clock);
        var first = watch.Current;
        string version = watch.Version;
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(first, watch.Current);
        Write("4.4", Samples.TrueFalse);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(12, watch.Current.Content!.Questions.Count);
        Assert.NotEqual(version, watch.Version);
    }

    [Fact]
    public void Stats_have_the_agreed_shape()
    {
        var stats = JsonDocument.Parse(ContentStats.Of(ContentLoader.Load(root).Content!).ToJson()).RootElement;
        Assert.Equal(["total", "sections", "labs"], stats.EnumerateObject().Select(key => key.Name));
        Assert.Equal(55, stats.GetProperty("sections").GetArrayLength());
        Assert.Equal(11, stats.GetProperty("total").GetInt32());
        var section = stats.GetProperty("sections").EnumerateArray().Single(item => item.GetProperty("section").GetString() == "4.3");
        Assert.Equal(["section", "questions", "kinds", "levels", "parameterised", "figures", "ko", "en"], section.EnumerateObject().Select(key => key.Name));
        Assert.Equal(1, section.GetProperty("kinds").GetProperty("numeric").GetInt32());
        Assert.Equal(5, section.GetProperty("levels").GetProperty("apply").GetInt32());
        Assert.Equal((2, 0, 11, 11), (section.GetProperty("parameterised").GetInt32(), section.GetProperty("figures").GetInt32(), section.GetProperty("ko").GetInt32(), section.GetProperty("en").GetInt32()));
    }

    // 55 banks of 12 questions. The bounds leave room for a busy machine; they catch what grows with the square.
    [Fact]
    public void A_course_of_660_questions_loads_fast()
    {
        string bank = string.Join('\n', Samples.All.Values) + "\n" + Samples.TrueFalse.Replace("id: statement", "id: another", StringComparison.Ordinal);
        foreach (var section in Repository.Content.Course.Sections)
            Write(section.Id, bank);
        ContentLoader.Load(root, Cache);
        var read = Measure(() => Assert.Equal(660, ContentLoader.Load(root).Content!.Questions.Count));
        var cached = Measure(() => Assert.Equal(660, ContentLoader.Load(root, Cache).Content!.Questions.Count));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"YAML {read.TotalMilliseconds:0} ms, cache {cached.TotalMilliseconds:0} ms"));
        Assert.InRange(read.TotalSeconds, 0, 4);
        Assert.InRange(cached.TotalSeconds, 0, 2);
    }

    private static TimeSpan Measure(Action act)
    {
        long started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    }

    private void Write(string section, string questions)
    {
        string folder = Path.Combine(root, "questions", $"ch{int.Parse(section.AsSpan(0, section.IndexOf('.', StringComparison.Ordinal)), null):00}");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, section + "-test.yaml"), $"section: \"{section}\"\nquestions:\n{questions}\n");
    }

    private sealed class ManualClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan by) => now += by.Ticks;
    }
}
