using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests;

/// <summary>Questions whose kind, level and section matter, but not what they ask.</summary>
internal static class SampleQuestion
{
    /// <summary>Kinds that <see cref="Of"/> makes, in turn.</summary>
    public const int Kinds = 8;

    public static Question Of(string section, int number, Level level = Level.Apply, int kind = 0)
    {
        var text = Variants.Text("?");
        var info = new QuestionInfo
        {
            Id = $"{section}/q{number}",
            Section = section,
            Level = level,
            Ask = text,
            Source = new Uri("https://kafka.apache.org/documentation/"),
            Canonical = $"{section}/q{number}",
            ContentHash = $"{section}/q{number}",
        };
        ChoiceTemplate[] choices = [new(text, true, text), new(text, false, text)];
        return (kind % Kinds) switch
        {
            0 => new SingleChoiceQuestion(info, choices, true),
            1 => new MultipleChoiceQuestion(info, choices, true, MultipleChoiceScoring.PerChoice),
            2 => new TrueFalseQuestion(info, true, text, text),
            3 => new ShortTextQuestion(info, new TextMatch(["a"], null, false), [], []),
            4 => new OrderingQuestion(info, [new(text, text)], OrderingScoring.Exact),
            5 => new MatchingQuestion(info, [new(text, text, text)], [], MatchingScoring.PerPair),
            6 => new CommandQuestion(info, ["kafka-topics --list"], [], [], [], []),
            _ => new ConfigQuestion(info, ["acks=all"], false, [], ConfigScoring.PerLine, [], []),
        };
    }

    /// <summary>A course of two chapters with three sections each; every section has <paramref name="perSection"/> questions of mixed kinds and levels.</summary>
    public static CourseContent Course(int perSection = 12, params string[] requiredLabs)
    {
        Chapter[] chapters = [.. Enumerable.Range(1, 2).Select(number => new Chapter(
            number, Variants.Text("chapter"), "page.md", [.. Enumerable.Range(1, 3).Select(at => new Section($"{number}.{at}", Variants.Text("section"), "anchor"))]))];
        var rule = new CompletionRule(0.7m, 0.7m, 20, 1, requiredLabs);
        var questions = chapters.SelectMany(chapter => chapter.Sections).SelectMany(section => Enumerable.Range(1, perSection)
            .Select(at => Of(section.Id, at, (Level)(at * 3 % 4), at)));
        return new CourseContent(new Course(Variants.Text("course"), rule, chapters), [.. questions], []);
    }
}
