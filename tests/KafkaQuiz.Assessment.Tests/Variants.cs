using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests;

/// <summary>One small variant of every kind, for tests.</summary>
internal static class Variants
{
    public static LocalizedText Text(string text) => LocalizedText.Same(text);

    public static VariantHead Head(decimal points = 1, string id = "4.3/sample", Level level = Level.Apply) => new()
    {
        QuestionId = id,
        ContentHash = "00",
        Seed = 1,
        Level = level,
        Points = points,
        Ask = Text("?"),
        Source = new Uri("https://kafka.apache.org/documentation/"),
    };

    public static VariantChoice Choice(string key, bool correct) => new(key, Text("choice " + key), correct, Text("why " + key));

    public static SingleChoiceVariant Single() => new(Head(), [Choice("a", false), Choice("b", true), Choice("c", false)]);

    public static MultipleChoiceVariant Multiple(MultipleChoiceScoring scoring) =>
        new(Head(2), [Choice("a", true), Choice("b", true), Choice("c", false), Choice("d", false), Choice("e", true)], scoring);

    public static TrueFalseVariant TrueFalse(bool answer = false) => new(Head(), answer, Text("why true"), Text("why false"));

    public static NumericVariant Numeric(decimal answer = 432, Tolerance tolerance = default) => new(
        Head(),
        answer,
        tolerance,
        "GB",
        new Dictionary<string, decimal> { ["GB"] = 1, ["MB"] = 0.001m },
        [new NumericMistake(216, 0.3m, Text("replicas")), new NumericMistake(144, 0, Text("days"))]);

    public static ShortTextVariant ShortText(bool caseMatters = false) => new(
        Head(),
        new TextMatch(["__consumer_offsets"], null, caseMatters),
        [new TextMistake(new TextMatch(["consumer_offsets"], null, false), 0.5m, Text("underscores"))]);

    public static ClozeVariant Cloze(ClozeScoring scoring = ClozeScoring.PerBlank) => new(
        Head(),
        Text("[[group]] [[lag]] [[topic]]"),
        [
            new MenuBlank("group", [new("x", Text("group.id"), true), new("y", Text("client.id"), false)], Text("why group")),
            new NumberBlank("lag", 5, Tolerance.Exact, Text("why lag")),
            new TextBlank("topic", new TextMatch(["orders"], null, true), Text("why topic")),
        ],
        scoring);

    public static OrderingVariant Ordering(OrderingScoring scoring, int count = 4) => new(
        Head(),
        [.. Enumerable.Range(1, count).Reverse().Select(at => new OrderingItem("k" + at, Text("item " + at), Text("why " + at), at))],
        scoring);

    public static MatchingVariant Matching(MatchingScoring scoring = MatchingScoring.PerPair) => new(
        Head(),
        [new("l1", Text("L1"), "r1", Text("w1")), new("l2", Text("L2"), "r2", Text("w2")), new("l3", Text("L3"), "r3", Text("w3"))],
        [new("r3", Text("R3")), new("r1", Text("R1")), new("rx", Text("RX")), new("r2", Text("R2"))],
        scoring);

    public static CommandVariant Command(params string[] answers) => Command(answers, [], ["--bootstrap-server"]);

    public static CommandVariant Command(string[] answers, string[] optional, string[] anyValue, params CommandMistake[] mistakes) =>
        new(Head(), answers, optional, anyValue, mistakes);

    public static ConfigVariant Config(string answer, ConfigScoring scoring = ConfigScoring.AllOrNothing, bool extraAllowed = false, string[]? anyValue = null, params ConfigMistake[] mistakes) =>
        new(Head(), [answer], extraAllowed, anyValue ?? [], scoring, mistakes);

    public static AssignmentVariant Assignment(AssignmentScoring scoring = AssignmentScoring.AllOrNothing, AssignmentRule rule = AssignmentRule.Exact) => new(
        Head(),
        AssignmentOf.Partitions,
        ["orders-0", "orders-1", "orders-2"],
        ["C1", "C2"],
        1,
        rule,
        new Dictionary<string, IReadOnlyList<string>> { ["orders-0"] = ["C1"], ["orders-1"] = ["C1"], ["orders-2"] = ["C2"] },
        scoring,
        Text("range"),
        [new AssignmentMistake(new Dictionary<string, IReadOnlyList<string>> { ["orders-0"] = ["C1"], ["orders-1"] = ["C2"] }, 0.25m, Text("round robin"))]);

    public static AssignmentVariant Replicas(AssignmentRule rule) => new(
        Head(),
        AssignmentOf.Replicas,
        ["p0", "p1", "p2"],
        ["1", "2", "3"],
        2,
        rule,
        new Dictionary<string, IReadOnlyList<string>> { ["p0"] = ["1", "2"], ["p1"] = ["2", "3"], ["p2"] = ["3", "1"] },
        AssignmentScoring.PerCell,
        Text("why"),
        []);

    /// <summary>Every kind and every way of scoring.</summary>
    public static IReadOnlyList<QuestionVariant> All { get; } =
    [
        Single(),
        .. Enum.GetValues<MultipleChoiceScoring>().Select(Multiple),
        TrueFalse(true),
        TrueFalse(),
        Numeric(),
        Numeric(tolerance: new Tolerance(0.01m, true)),
        ShortText(),
        ShortText(true),
        Cloze(),
        Cloze(ClozeScoring.AllOrNothing),
        .. Enum.GetValues<OrderingScoring>().Select(scoring => Ordering(scoring)),
        Matching(),
        Matching(MatchingScoring.AllOrNothing),
        Command("kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing"),
        Config("enable.auto.commit=false\ngroup.id=billing"),
        Config("enable.auto.commit=false\ngroup.id=billing", ConfigScoring.PerLine),
        Assignment(),
        Assignment(AssignmentScoring.PerCell),
        Assignment(rule: AssignmentRule.Balanced),
        Replicas(AssignmentRule.Exact),
        Replicas(AssignmentRule.Balanced),
    ];
}
