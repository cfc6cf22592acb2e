using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Grading;

/// <summary>What holds of every kind and every response.</summary>
public sealed class GradingProperties
{
    private static readonly Gen<QuestionVariant> variants = Gen.Elements(Variants.All.ToArray());

    // Texts that look like answers more often than chance would have it.
    private static readonly Gen<string> words = Gen.OneOf(
        Gen.Elements(
            "a", "b", "c", "true", "k1", "k2", "k3", "k4", "r1", "rx", "x", "C1", "C2", "1", "2", "3", "432", "1,234", "43만 2천", "1e-9999999", "1e28", "9e27/0.0001", "3 GB",
            "5", "orders", "__consumer_offsets", "kafka-topics.sh --list", "kafka-configs --entity-type topics --entity-name a --entity-default", "--", "-", "\\", "'", "\"", "a=b\\", "a=\\u00",
            "=\n", "log.retention.hours=99999999999999999999999999", "acks", "", " ", "\0", "\uD800", "ㅎㅏㄴ", "%s{0}", "<script>", "$(", new string('9', 400), new string('[', 300)),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    private static Gen<(QuestionVariant Variant, Response Response)> Garbage =>
        from variant in variants
        from count in Gen.Choose(0, 4)
        from fields in Gen.ArrayOf(Gen.OneOf(Gen.Elements(variant.Fields.Append("position.k1").Append("choice").ToArray()), words), count)
        from values in Gen.ArrayOf(Gen.ArrayOf(words), count)
        select (variant, Response.Of([.. fields.Zip(values)]));

    [Fact]
    public void Any_response_is_graded_between_0_and_1_without_a_fault() => Prop.ForAll(Garbage.ToArbitrary(), asked =>
    {
        var graded = Grader.Grade(asked.Variant, asked.Response);
        Assert.True(graded.Fraction >= Fraction.Zero && graded.Fraction <= Fraction.One);
        Assert.True(graded.Points <= Fraction.Of(asked.Variant.Points));
        Assert.Equal(asked.Variant.Points, graded.MaxPoints);
        Assert.NotEmpty(graded.Parts);
        if (graded.Status == GradeStatus.Graded) return;
        Assert.Equal(Fraction.Zero, graded.Fraction);
        Assert.Equal(graded.Status == GradeStatus.Invalid, graded.Problem is not null);
    }).Check(Many);

    [Fact]
    public void Grading_twice_gives_the_same() => Prop.ForAll(Garbage.ToArbitrary(), asked =>
    {
        var (first, second) = (Grader.Grade(asked.Variant, asked.Response), Grader.Grade(asked.Variant, asked.Response));
        Assert.Equal(first.Parts, second.Parts);
        Assert.Equal(first with { Parts = [] }, second with { Parts = first.Parts } with { Parts = [] });
    }).Check(Some);

    [Fact]
    public void The_right_response_earns_every_point_and_shows_every_part_right() => Assert.All(Variants.All, variant =>
    {
        var graded = Grader.Grade(variant, Grader.RightResponse(variant));
        Assert.True(graded.IsRight, variant.ToString());
        Assert.All(graded.Parts, part => Assert.True(part.Right, $"{variant.Kind} {part}"));
        Assert.Null(graded.Mistake);
        Assert.Null(graded.Problem);
    });

    [Fact]
    public void A_graded_response_whose_parts_are_all_right_earns_every_point_and_no_other_does() => Prop.ForAll(Garbage.ToArbitrary(), asked =>
    {
        var graded = Grader.Grade(asked.Variant, asked.Response);
        if (graded.Status == GradeStatus.Graded) Assert.Equal(graded.Parts.All(part => part.Right), graded.IsRight);
    }).Check(Many);

    [Fact]
    public void The_order_in_which_choices_are_marked_and_shown_does_not_matter() => Prop.ForAll(
        (from marked in Gen.SubListOf("a", "b", "c", "d", "e")
         from shuffled in Gen.Shuffle(marked.ToArray())
         from shown in Gen.Shuffle(Variants.Multiple(default).Choices.ToArray())
         from scoring in Gen.Elements(Enum.GetValues<MultipleChoiceScoring>())
         select (Marked: marked.ToArray(), Shuffled: shuffled.ToArray(), Shown: shown.ToArray(), Scoring: scoring)).ToArbitrary(),
        drawn => Assert.Equal(
            Grader.Grade(Variants.Multiple(drawn.Scoring), Response.Of("choice", drawn.Marked)).Fraction,
            Grader.Grade(Variants.Multiple(drawn.Scoring) with { Choices = drawn.Shown }, Response.Of("choice", drawn.Shuffled)).Fraction)).Check(Some);

    [Fact]
    public void Only_the_right_order_earns_every_point_and_reversing_it_none() => Prop.ForAll(
        (from count in Gen.Choose(3, 7)
         from scoring in Gen.Elements(Enum.GetValues<OrderingScoring>())
         from order in Gen.Shuffle(Enumerable.Range(1, count).Select(at => "k" + at).ToArray())
         select (Variant: Variants.Ordering(scoring, count), Order: order.ToArray())).ToArbitrary(),
        drawn =>
        {
            string[] right = [.. drawn.Variant.InOrder.Select(item => item.Key)];
            Assert.Equal(right.SequenceEqual(drawn.Order), Grader.Grade(drawn.Variant, Response.Of("order", drawn.Order)).IsRight);
            Assert.Equal(Fraction.Zero, Grader.Grade(drawn.Variant, Response.Of("order", [.. right.Reverse()])).Fraction);
        }).Check(Some);

    [Fact]
    public void The_order_and_spelling_of_options_do_not_matter() => Prop.ForAll(
        (from options in Gen.Shuffle("--bootstrap-server b:1", "--create", "--topic orders", "--partitions 3", "--config retention.ms=1000", "--config cleanup.policy=compact", "--if-not-exists")
         from sign in Gen.Elements(true, false)
         from path in Gen.Elements("", "bin/", "/opt/kafka/bin/")
         from gap in Gen.Elements(" ", "  ", " \\\n ")
         select path + "kafka-topics.sh" + gap + string.Join(gap, options.Select(option => sign ? option.Replace(' ', '=') : option))).ToArbitrary(),
        line => Assert.True(Grader.Grade(
            Variants.Command("kafka-topics --create --if-not-exists --topic orders --partitions 3 --config cleanup.policy=compact --config retention.ms=1000 --bootstrap-server x:9"),
            Response.Of("text", line)).IsRight, line)).Check(Some);

    [Fact]
    public void The_order_of_settings_does_not_matter() => Prop.ForAll(
        Gen.Shuffle("acks=all", "retries = 5", "enable.idempotence: true", "# acks=1", "", "max.in.flight.requests.per.connection 5").ToArbitrary(),
        lines => Assert.True(Grader.Grade(
            Variants.Config("acks=all\nretries=5\nenable.idempotence=true\nmax.in.flight.requests.per.connection=5"), Response.Of("text", string.Join('\n', lines))).IsRight)).Check(Some);

    [Fact]
    public void A_number_is_read_back_however_its_digits_are_grouped() => Prop.ForAll(
        (from value in ArbMap.Default.GeneratorFor<long>()
         from scale in Gen.Choose(0, 4)
         from form in Gen.Elements("#,0.####", "0.####")
         select (Value: value % 1_000_000_000_000 / (decimal)Math.Pow(10, scale), form)).ToArbitrary(),
        drawn => Assert.True(Grader.Grade(
            Variants.Numeric(drawn.Value) with { Mistakes = [] }, Response.Of("text", drawn.Value.ToString(drawn.form, CultureInfo.InvariantCulture) + " GB")).IsRight)).Check(Some);

    private static Config Many => Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static Config Some => Config.QuickThrowOnFailure.WithMaxTest(300);
}
