using KafkaQuiz.Content.Lint;

namespace KafkaQuiz.Content.Tests.Lint;

/// <summary>For each code a file with that slip, and what is said of it.</summary>
internal static class Slips
{
    public static string Missing { get; } = Path.Combine(Path.GetTempPath(), "kafkaquiz-no-such-folder");

    public static IReadOnlyDictionary<string, Func<IReadOnlyList<Fault>>> All { get; } = new Dictionary<string, Func<IReadOnlyList<Fault>>>
    {
        ["all-of-the-above"] = Bank(Samples.SingleChoice, "text: three", "text: { ko: 위 모두 맞습니다., en: All of the above }"),
        ["answer-not-writable"] = Lint(Samples.Numeric.Replace("tolerance: 1%", "", StringComparison.Ordinal), "answer: load * 86400 / 1000", "answer: load / 7"),
        ["at-least-one"] = Bank(Samples.ShortText, "- when: [ consumer_offsets ]\n        why", "- why"),
        ["bad-expression"] = Bank(Samples.Numeric, "answer: load *", "answer: load * *"),
        ["bad-form"] = Bank(Samples.TrueFalse, "id: statement", "id: Statement_1"),
        ["bad-pattern"] = Bank(Samples.ShortText, "pattern: __consumer_offsets(-[0-9]+)?", "pattern: (a)\\1"),
        ["bad-range"] = Bank(Samples.Numeric, "from: 5, to: 50", "from: 50, to: 5"),
        ["bad-template"] = Bank(Samples.TrueFalse, "en: Asked.", "en: \"Asked {\""),
        ["bad-yaml"] = Bank(Samples.TrueFalse, "answer: false", "answer: [ false"),
        ["choices-equal"] = Lint(Samples.SingleChoice, "text: two", "text: one"),
        ["correct-count"] = Bank(Samples.SingleChoice, "text: two", "text: two\n        correct: true"),
        ["cyclic-parameters"] = Bank(Samples.Numeric, "load: { compute: rate * days }", "load: { compute: rate * other }\n      other: { compute: load }"),
        ["draw-fails"] = Lint(Samples.Numeric, "answer: load * 86400 / 1000", "answer: load / (days - 7)"),
        ["duplicate-id"] = () => Repository.Bank(Samples.TrueFalse + "\n" + Samples.TrueFalse).Faults,
        ["empty-file"] = () => File("# nothing"),
        ["empty-value"] = Bank(Samples.TrueFalse, "answer: false", "answer:"),
        ["exactly-one"] = Bank(Samples.Assignment, "rule: range", "rule: range\n    answer: { orders-0: C1 }"),
        ["example-needs-given"] = Bank(Samples.Numeric, "accept: [ { given: { rate: 5, days: 3 }, text: 1296 GB } ]", "accept: [ 1296 GB ]"),
        ["few-draws"] = Lint(Samples.Numeric, "load > 10", "rate = 12"),
        ["few-wrong-attempts"] = () => Repository.Lab(Samples.Lab.Replace("  - { name: third, does: [ { console: a } ], fails: [ topic, stop ] }", "", StringComparison.Ordinal), Page).Faults,
        ["hangul-in-english"] = Bank(Samples.TrueFalse, "en: Asked.", "en: 물었습니다"),
        ["items-equal"] = Lint(Samples.Matching, "right: \"2\"", "right: \"1\""),
        ["level-spread"] = Lint(string.Join('\n', Enumerable.Range(0, 10).Select(n => Samples.TrueFalse.Replace("id: statement", "id: s" + n, StringComparison.Ordinal))), "x", "x"),
        ["longest-is-right"] = Lint(Samples.SingleChoice, "text: one", "text: one-that-is-much-longer-than-any-of-the-others"),
        ["marks-differ"] = Bank(Samples.Numeric, "en: \"{rate} MB for", "en: \"5 MB for"),
        ["menu-answer"] = Bank(Samples.Cloze, "answer: group.id", "answer: groupid"),
        ["missing-blank"] = Bank(Samples.Cloze, "the lag [[lag]].", "the lag."),
        ["missing-figure"] = Bank(Samples.TrueFalse, "answer: false", "answer: false\n    figure: figures/none.svg\n    figure-alt: { ko: 그림, en: Figure }"),
        ["missing-item"] = Bank(Samples.Assignment, "rule: range", "answer: { orders-0: C1, orders-1: C2 }"),
        ["missing-key"] = Bank(Samples.TrueFalse, "    answer: false\n", ""),
        ["missing-page"] = () => Repository.Lab(Samples.Lab).Faults,
        ["missing-translation"] = Bank(Samples.TrueFalse, "{ ko: 묻습니다., en: Asked. }", "{ ko: 묻습니다. }"),
        ["missing-why"] = Bank(Samples.Ordering, "{ text: second, why: { ko: 이유입니다., en: Because. } }", "{ text: second }"),
        ["mistake-is-right"] = Lint(Samples.Numeric, "when: rate * 86400 / 1000", "when: rate * days * 86.4"),
        ["needs-after"] = Lab("    after: stop\n", ""),
        ["needs-cluster"] = Lab("cluster: { brokers: 3 }", "cluster: { brokers: 0 }"),
        ["needs-quotes"] = () => File("section: 4.10\nquestions: []"),
        ["no-hangul"] = Bank(Samples.TrueFalse, "ko: 묻습니다.", "ko: Is it so?"),
        ["not-for-mode"] = Lab("    mode: edge", "    mode: edge\n    until: stop"),
        ["machine-and-servers"] = Lab("cluster: { brokers: 3 }", "cluster: { brokers: 3, machine: true }"),
        ["out-of-range"] = Bank(Samples.Numeric, "credit: 0.3", "credit: 1"),
        ["repeated-blank"] = Bank(Samples.Cloze, "the lag [[lag]].", "the lag [[lag]], [[lag]]."),
        ["repeated-item"] = Bank(Samples.Assignment, "orders-1, orders-2 ]\n", "orders-1, orders-1, orders-2 ]\n"),
        ["repeated-key"] = Bank(Samples.TrueFalse, "answer: false", "answer: false\n    answer: true"),
        ["reserved-name"] = Bank(Samples.Numeric, "load: { compute: rate * days }", "load: { compute: rate * days }\n      min: { from: 1, to: 2 }"),
        ["same-text"] = Bank(Samples.TrueFalse, "{ ko: 묻습니다., en: Asked. }", "{ ko: acks=all, en: acks=all }"),
        ["second-document"] = () => File("section: \"4.3\"\nquestions: []\n---\nmore: 1"),
        ["small-bank"] = Lint(Samples.TrueFalse, "x", "x"),
        ["together"] = Bank(Samples.TrueFalse, "answer: false", "answer: false\n    figure: figures/none.svg"),
        ["too-long"] = Bank(Samples.TrueFalse, "en: Asked.", "en: " + new string('a', 2001)),
        ["unknown-answer"] = Lab("answer: proof, equals", "answer: prof, equals"),
        ["unknown-blank"] = Bank(Samples.Cloze, "the lag [[lag]].", "the lag [[lag]], [[legs]]."),
        ["unknown-item"] = Bank(Samples.Assignment, "when: { orders-0:", "when: { order-0:"),
        ["unknown-key"] = Bank(Samples.TrueFalse, "answer: false", "answer: false\n    tolerence: 1%"),
        ["unknown-lab"] = () => [.. CourseLint.Check(new CourseContent(
            Repository.Content.Course with { Completion = Repository.Content.Course.Completion with { RequiredLabs = ["no-such-lab"] } }, [], []))],
        ["unknown-owner"] = Bank(Samples.Assignment, "orders-1: [ C2 ]", "orders-1: [ C3 ]"),
        ["unknown-parameter"] = Bank(Samples.Numeric, "en: \"{rate} MB for", "en: \"{rat} MB for"),
        ["unknown-section"] = () => File("section: \"4.30\"\nquestions: [ { id: a } ]"),
        ["unknown-task"] = () => Repository.Lab(Samples.Lab.Replace("fails: stop", "fails: stopp", StringComparison.Ordinal), Page).Faults,
        ["unknown-value"] = Bank(Samples.TrueFalse, "level: recall", "level: recal"),
        ["unreadable"] = () => ContentLoader.Load(Missing).Faults,
        ["wrong-count"] = Bank(Samples.SingleChoice, "      - text: three\n        why: { ko: 이유입니다., en: Because. }", ""),
        ["wrong-file"] = () => File("section: \"4.4\"\nquestions: [ { id: a } ]"),
        ["wrong-order"] = () => Course("number: 1\n    title: a\n    page: p\n    sections: [ { id: \"1.2\", title: a, anchor: a } ]"),
        ["wrong-type"] = Bank(Samples.TrueFalse, "answer: false", "answer: \"false\""),
    };

    private static LocalizedText Page { get; } = new("페이지", "Page");

    private static Func<IReadOnlyList<Fault>> Lab(string from, string to) => () => Repository.Lab(Replaced(Samples.Lab, from, to), Page).Faults;

    private static Func<IReadOnlyList<Fault>> Bank(string sample, string from, string to) => () => Repository.Bank(Replaced(sample, from, to)).Faults;

    // The bank is small, which is a fault of its own; only the slip is of interest, except where that is the slip.
    private static Func<IReadOnlyList<Fault>> Lint(string sample, string from, string to) => () =>
        Repository.Lint(Replaced(sample, from, to)) is var faults && faults.Any(fault => fault.Code != "small-bank") ? [.. faults.Where(fault => fault.Code != "small-bank")] : faults;

    private static string Replaced(string sample, string from, string to)
    {
        if (from == to)
            return sample;
        Assert.Contains(from, sample, StringComparison.Ordinal);
        return sample.Replace(from, to, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Fault> File(string text)
    {
        var faults = new FaultList("4.3-test.yaml");
        Content.Questions.BankReader.Read(text, "ch04", ["4.3", "4.4"], _ => null, faults);
        return faults.All;
    }

    private static IReadOnlyList<Fault> Course(string chapter)
    {
        var faults = new FaultList("course.yaml");
        CourseReader.Read("title: a\nchapters:\n  - " + chapter, faults);
        return faults.All;
    }
}
