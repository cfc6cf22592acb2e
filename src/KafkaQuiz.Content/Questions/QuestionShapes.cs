using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>Shapes that several kinds use.</summary>
internal static class QuestionShapes
{
    public static WordShape Slug { get; } = new("^[a-z0-9]+(-[a-z0-9]+)*$", new("이름(소문자와 숫자를 '-'로 이은 것)", "a name (small letters and digits joined by '-')"));

    public static WordShape Section { get; } = new(@"^[1-9][0-9]*\.[1-9][0-9]*$", new("절 번호", "a section's number"), new("\"4.3\"처럼 따옴표로 감싸 쓰세요.", "Write it in quotes, like \"4.3\"."));

    public static EnumShape Levels { get; } = new("recall", "understand", "apply", "analyse");

    public static NumberShape Credit { get; } = new(0, 1, below: true);

    public static Shape Why => LocalizedShape.Any;

    public static Shape Tolerance { get; } = new AnyOfShape(
        node => node is YamlScalar { Type: ScalarType.Number } ? 0 : 1,
        new NumberShape(0, 1e15m),
        new WordShape(@"^[0-9]+(\.[0-9]+)?%$", new("허용 오차(0.5 또는 1%)", "a tolerance (0.5 or 1%)")));

    /// <summary>Texts, at least one.</summary>
    public static ListShape Texts { get; } = new(TextShape.Any, 1, 24);

    public static Shape OneOrManyTexts { get; } = new OneOrManyShape(TextShape.Any, 24);

    public static EnumShape Case { get; } = new("ignore", "exact");

    public static Shape GivenValues { get; } = new DictionaryShape(DrawsReader.NamePattern, new("매개변수 이름", "a parameter's name"), TextShape.Any, 1, 12);

    /// <summary>Examples whose answer is one text.</summary>
    public static Shape Examples { get; } = new NamedShape("examples", () => new ListShape(
        AnyOfShape.ScalarOr(TextShape.Any, new MapShape(Key.Required("given", GivenValues), Key.Required("text", TextShape.Any))), 1, 40));

    public static MapShape Choice { get; } = new(Key.Required("text", LocalizedShape.Any), Key.Optional("correct", TruthShape.Any), Key.Required("why", Why));

    /// <summary>The keys of every kind.</summary>
    public static MapShape Common(string kind, params Key[] keys) => new MapShape(
        Key.Required("id", Slug),
        Key.Required("kind", new EnumShape(kind)),
        Key.Required("level", Levels),
        Key.Optional("points", new NumberShape(0.5m, 10)),
        Key.Optional("given", DrawsReader.Given),
        Key.Optional("require", new ListShape(TextShape.Any, 1, 12)),
        Key.Required("ask", LocalizedShape.Any),
        Key.Optional("explain", LocalizedShape.Any),
        Key.Optional("figure", new WordShape(@"^figures/[A-Za-z0-9._-]+\.(svg|png)$", new("그림 경로(figures/….svg)", "a figure's path (figures/….svg)"))),
        Key.Optional("figure-alt", LocalizedShape.Any),
        Key.Required("source", new WordShape("^https://[^ ]+$", new("https 주소", "an https address"), new("https://로 시작하는 주소를 쓰세요.", "Give an address that starts with https://."))))
    { Together = ["figure", "figure-alt"] }
        .And(keys);
}
