using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests.Questions;

public sealed class ContentHashTests
{
    private const string Written = """
          - id: one
            kind: true-false
            level: recall
            ask: { ko: 맞습니까?, en: Right? }
            answer: true
            why: { "true": { ko: 네., en: Yes. }, "false": { ko: 아니요., en: No. } }
            source: https://kafka.apache.org/
        """;

    private const string OtherLayout = """
          # a comment
          - kind: "true-false"
            id: one
            source: 'https://kafka.apache.org/'
            level: recall
            why:
              "false": { en: No., ko: 아니요. }
              "true":
                ko: 네.
                en: >-
                  Yes.
            ask: { ko: "맞습니까?", en: "Right?" }
            answer: true
        """;

    [Fact]
    public void Layout_comments_quotes_and_key_order_do_not_change_the_hash() =>
        Assert.Equal(Repository.Question(Written).ContentHash, Repository.Question(OtherLayout).ContentHash);

    [Theory]
    [InlineData("Yes.", "Yes!")]
    [InlineData("answer: true", "answer: false")]
    [InlineData("recall", "apply")]
    [InlineData("id: one", "id: two")]
    public void What_a_learner_sees_or_is_graded_by_changes_the_hash(string from, string to) =>
        Assert.NotEqual(Repository.Question(Written).ContentHash, Repository.Question(Written.Replace(from, to, StringComparison.Ordinal)).ContentHash);

    [Fact]
    public void The_section_and_the_figure_are_part_of_the_hash()
    {
        string withFigure = Written + "\n    figure: figures/a.svg\n    figure-alt: { ko: 그림, en: Figure }\n";
        string Hash(string section, byte[] figure)
        {
            var faults = new FaultList("test");
            return Assert.Single(BankReader.Read($"section: \"{section}\"\nquestions:\n{withFigure}", "ch04", ["4.3", "4.4"], _ => figure, faults)).Question.ContentHash;
        }

        Assert.Equal(Hash("4.3", [1]), Hash("4.3", [1]));
        Assert.NotEqual(Hash("4.3", [1]), Hash("4.3", [2]));
        Assert.NotEqual(Hash("4.3", [1]), Hash("4.4", [1]));
    }

    // Attempts keep these hashes: a change of the canonical form makes every stored one unknown.
    [Fact]
    public void The_canonical_form_never_changes()
    {
        var question = Repository.Question(Written);
        Assert.Equal(
            """{"question":{"answer":true,"ask":{"en":"Right?","ko":"맞습니까?"},"id":"one","kind":"true-false","level":"recall","source":"https://kafka.apache.org/","why":{"false":{"en":"No.","ko":"아니요."},"true":{"en":"Yes.","ko":"네."}}},"section":"4.3"}""",
            question.Info.Canonical);
    }

    [Fact]
    public void The_version_of_the_course_follows_its_items()
    {
        var content = Repository.Content;
        Assert.Equal(content.Version, new CourseContent(content.Course, [.. content.Questions.Reverse()], content.Labs).Version);
        Assert.NotEqual(content.Version, new CourseContent(content.Course, [.. content.Questions.Skip(1)], content.Labs).Version);
    }
}
