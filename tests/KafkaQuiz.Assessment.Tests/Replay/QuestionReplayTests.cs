using KafkaQuiz.Assessment.Replay;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Replay;

/// <summary>A bank that is wrong about itself is found out.</summary>
public sealed class QuestionReplayTests
{
    private const string Common = """
        level: apply
            ask: { ko: "질문", en: "question" }
            source: https://kafka.apache.org/documentation/
        """;

    [Theory]
    [InlineData("""
        kind: numeric
            answer: "10"
            accept: [ "10" ]
            reject: [ "11" ]
        """, "")]
    [InlineData("""
        kind: numeric
            answer: "10"
            accept: [ "11" ]
            reject: [ "12" ]
        """, "accept-not-full")]
    [InlineData("""
        kind: numeric
            answer: "10"
            accept: [ "10" ]
            reject: [ "10.0" ]
        """, "reject-full")]
    [InlineData("""
        kind: numeric
            answer: 10 / 3
            accept: [ "3.3333333333333333333333333333" ]
            reject: [ "3" ]
        """, "needs-tolerance")]
    [InlineData("""
        kind: numeric
            answer: "10"
            mistakes:
              - { when: "5", why: { ko: "반", en: "half" } }
              - { when: 20 / 4, why: { ko: "사분", en: "quarter" } }
            accept: [ "10" ]
            reject: [ "5" ]
        """, "mistake-hidden")]
    [InlineData("""
        kind: short-text
            answers: [ offset ]
            pattern: ".*"
            accept: [ offset ]
            reject: [ topic ]
        """, "reject-full wrong-full")]
    [InlineData("""
        kind: short-text
            answers: [ offset ]
            mistakes: [ { when: [ OFFSET ], why: { ko: "대문자", en: "capitals" } } ]
            accept: [ offset ]
            reject: [ topic ]
        """, "mistake-full mistake-hidden")]
    [InlineData("""
        kind: command
            answers: [ kafka-topics.sh --bootstrap-server localhost:9092 --lst ]
            accept: [ kafka-topics.sh --bootstrap-server localhost:9092 --list ]
            reject: [ kafka-topics.sh --list ]
        """, "accept-not-full refused-command right-not-full")]
    [InlineData("""
        kind: command
            answers: [ "kafka-topics.sh --bootstrap-server localhost:9092 --list | grep orders" ]
            accept: [ kafka-topics.sh --bootstrap-server localhost:9092 --list ]
            reject: [ kafka-topics.sh --list ]
        """, "accept-not-full right-not-full")]
    [InlineData("""
        kind: config
            answers: [ "acks=all" ]
            mistakes: [ { when: { key: acks, value: "1" }, why: { ko: "리더만", en: "leader only" } } ]
            accept: [ "acks=-1" ]
            reject: [ "acks=0" ]
        """, "mistake-without-example")]
    [InlineData("""
        kind: cloze
            text: "[[a]]"
            blanks: { a: { answers: [ x ], why: { ko: "이유", en: "why" } } }
            accept: [ { a: x } ]
            reject: [ { a: X } ]
        """, "reject-full")]
    public void A_fault_is_told_by_its_name(string question, string codes)
    {
        var faults = QuestionReplay.Of(Read(question), 5);
        Assert.Equal(codes, string.Join(' ', faults.Select(fault => fault.Code).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(faults, fault => Assert.Equal("4.3/one", fault.QuestionId));
    }

    private static Question Read(string question)
    {
        var root = Directory.CreateTempSubdirectory("kafkaquiz-replay-");
        try
        {
            string chapter = Path.Combine(root.FullName, "questions", "ch04");
            Directory.CreateDirectory(chapter);
            File.Copy(Path.Combine(BankReplayTests.Root(), "questions", "course.yaml"), Path.Combine(root.FullName, "questions", "course.yaml"));
            File.WriteAllText(Path.Combine(chapter, "4.3-one.yaml"), $"section: \"4.3\"\nquestions:\n  - id: one\n    {Common}\n    {question}\n");
            var loaded = ContentLoader.Load(root.FullName);
            return loaded.Content!.Questions.SingleOrDefault() ?? throw new InvalidOperationException(string.Join('\n', loaded.Faults.Select(fault => fault.In(Language.En))));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}
