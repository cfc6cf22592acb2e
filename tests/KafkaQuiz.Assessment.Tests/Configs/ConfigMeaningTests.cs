using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Configs;

/// <summary>Pairs of texts of settings that mean, or do not mean, the same.</summary>
public sealed class ConfigMeaningTests
{
    private const string Consumer = "enable.auto.commit=false\ngroup.id=billing";
    private const string Broker = "process.roles=broker,controller\nlog.retention.hours=168\nnum.partitions=3";

    [Theory]
    [InlineData(Consumer, "group.id=billing\nenable.auto.commit=false")]
    [InlineData(Consumer, "group.id = billing\r\nenable.auto.commit = false\r\n")]
    [InlineData(Consumer, "group.id: billing\nenable.auto.commit: FALSE")]
    [InlineData(Consumer, "group.id billing\nenable.auto.commit false")]
    [InlineData(Consumer, "# 컨슈머 설정\n\n! 예시\ngroup.id=billing\n  enable.auto.commit=false")]
    [InlineData(Consumer, "group.id=orders\nenable.auto.commit=false\ngroup.id=billing")]
    [InlineData(Consumer, "group.id=\\\n  billing\nenable.auto.commit=fal\\\nse")]
    [InlineData(Consumer, "group.id=bill\\u0069ng\nenable.auto.commit=false")]
    [InlineData(Broker, "num.partitions=03\nlog.retention.hours=168\nprocess.roles=controller, broker")]
    [InlineData(Broker, "num.partitions=3\nlog.retention.ms=604800000\nprocess.roles=controller,broker")]
    [InlineData(Broker, "num.partitions=3\nlog.retention.minutes=10080\nprocess.roles=broker,controller")]
    [InlineData(Broker, "num.partitions=3\nlog.retention.hours=1\nlog.retention.ms=604800000\nprocess.roles=broker,controller")]
    [InlineData("acks=all", "acks=-1")]
    [InlineData("log.retention.hours=-1", "log.retention.ms=-1")]
    [InlineData("min.cleanable.dirty.ratio=0.5", "min.cleanable.dirty.ratio=0.50")]
    [InlineData("cleanup.policy=compact,delete", "cleanup.policy=delete,compact")]
    [InlineData("listeners=PLAINTEXT://:9092,CONTROLLER://:9093", "listeners=CONTROLLER://:9093,PLAINTEXT://:9092")]
    [InlineData("controller.quorum.voters=1@a:9093,2@b:9093", "controller.quorum.voters=2@b:9093, 1@a:9093")]
    [InlineData("sasl.jaas.config=a b=\"c,d\";", "sasl.jaas.config=a b=\"c,d\";")]
    public void Means_the_same(string answer, string typed) => Assert.True(Grade(Variants.Config(answer), typed).IsRight, typed);

    [Theory]
    [InlineData(Consumer, "enable.auto.commit=false")]
    [InlineData(Consumer, "enable.auto.commit=true\ngroup.id=billing")]
    [InlineData(Consumer, "enable.auto.commit=false\ngroup.id=Billing")]
    [InlineData(Consumer, "Enable.Auto.Commit=false\ngroup.id=billing")]
    [InlineData(Consumer, "enable.auto.commit=false\ngroup.id=billing\ngroup.id=orders")]
    [InlineData(Consumer, "enable.auto.commit=false\ngroup.id=billing\nauto.offset.reset=earliest")]
    [InlineData(Consumer, "#enable.auto.commit=false\ngroup.id=billing")]
    [InlineData(Consumer, "enable.auto.commit=0\ngroup.id=billing")]
    [InlineData("group.id=01", "group.id=1")]
    [InlineData("acks=1", "acks=all")]
    [InlineData("log.retention.hours=168", "log.retention.ms=168")]
    [InlineData("log.retention.hours=168", "log.retention.hours=168\nlog.retention.ms=1000")]
    [InlineData("process.roles=broker,controller", "process.roles=broker")]
    [InlineData("partition.assignment.strategy=a.Range,a.Sticky", "partition.assignment.strategy=a.Sticky,a.Range")]
    [InlineData("listeners=PLAINTEXT://:9092", "listeners=PLAINTEXT://:9093")]
    [InlineData("compression.type=gzip", "compression.type=GZIP")]
    public void Does_not_mean_the_same(string answer, string typed) => Assert.False(Grade(Variants.Config(answer), typed).IsRight, typed);

    [Theory]
    [InlineData("모르겠습니다", 1)]
    [InlineData("group.id=billing\nenable.auto.commit", 2)]
    [InlineData("group.id=billing\n\n=false", 3)]
    [InlineData("자동 커밋=끔", 1)]
    public void A_line_that_is_no_setting_is_sent_back_with_its_number(string typed, int line)
    {
        var graded = Grade(Variants.Config(Consumer), typed);
        Assert.Equal(GradeStatus.Invalid, graded.Status);
        Assert.Contains($"{line}번째 줄", graded.Problem!.Ko, StringComparison.Ordinal);
        Assert.Contains($"Line {line}", graded.Problem.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enable.auto.commit=false\ngroup.id=billing", 1, 1)]
    [InlineData("enable.auto.commit=false", 1, 2)]
    [InlineData("enable.auto.commit=false\ngroup.id=x", 1, 2)]
    [InlineData("enable.auto.commit=false\ngroup.id=billing\nacks=all", 1, 2)]
    [InlineData("enable.auto.commit=false\nacks=all\nretries=3", 0, 1)]
    public void Per_line_counts_right_lines_less_lines_too_many(string typed, int numerator, int denominator) =>
        Assert.Equal(new Fraction(numerator, denominator), Grade(Variants.Config(Consumer, ConfigScoring.PerLine), typed).Fraction);

    [Fact]
    public void Other_lines_do_not_matter_where_the_question_allows_them() =>
        Assert.True(Grade(Variants.Config(Consumer, extraAllowed: true), Consumer + "\nauto.offset.reset=latest").IsRight);

    [Fact]
    public void A_key_with_any_value_must_be_there_but_its_value_does_not_matter()
    {
        var variant = Variants.Config("bootstrap.servers=a:9092\nacks=all", anyValue: ["bootstrap.servers"]);
        Assert.True(Grade(variant, "bootstrap.servers=z:1\nacks=all").IsRight);
        Assert.False(Grade(variant, "acks=all").IsRight);
    }

    [Fact]
    public void Mistakes_are_recognised_by_value_presence_and_absence()
    {
        var byValue = Mistake(new ConfigShape("enable.auto.commit", "true", null, null));
        Assert.Equal(new Fraction(1, 4), Grade(byValue, "enable.auto.commit = TRUE\ngroup.id=billing").Fraction);
        Assert.Null(Grade(byValue, "enable.auto.commit=false").Mistake);
        Assert.NotNull(Grade(Mistake(new ConfigShape(null, null, null, "group.id")), "enable.auto.commit=false").Mistake);
        Assert.NotNull(Grade(Mistake(new ConfigShape(null, null, "auto.commit.interval.ms", null)), "auto.commit.interval.ms=1").Mistake);
        Assert.NotNull(Grade(Mistake(new ConfigShape("log.retention.hours", "24", null, null)), "log.retention.ms=86400000").Mistake);
    }

    private static ConfigVariant Mistake(ConfigShape when) => Variants.Config(Consumer, mistakes: new ConfigMistake(when, 0.25m, Variants.Text("why")));

    private static GradedResponse Grade(ConfigVariant variant, string typed) => Grader.Grade(variant, Response.Of("text", typed));
}
