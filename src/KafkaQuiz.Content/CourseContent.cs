using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content;

/// <summary>Everything that is taught: the course's map, every bank and every lab. Immutable; a reload makes a new one.</summary>
public sealed class CourseContent
{
    private readonly Dictionary<string, Question> byId;
    private readonly Dictionary<string, Question> byHash;
    private readonly Dictionary<string, IReadOnlyList<Question>> bySection;
    private readonly Dictionary<string, LabDefinition> labById;

    /// <summary>Puts together what was read. Ids are unique: the lint refuses duplicates before this is called.</summary>
    public CourseContent(Course course, IReadOnlyList<Question> questions, IReadOnlyList<LabDefinition> labs)
    {
        Course = course;
        Questions = questions;
        Labs = labs;
        byId = questions.ToDictionary(question => question.Id, StringComparer.Ordinal);
        byHash = questions.ToDictionary(question => question.ContentHash, StringComparer.Ordinal);
        bySection = questions.GroupBy(question => question.Section, StringComparer.Ordinal)
            .ToDictionary(bank => bank.Key, bank => (IReadOnlyList<Question>)[.. bank], StringComparer.Ordinal);
        labById = labs.ToDictionary(lab => lab.Id, StringComparer.Ordinal);
        Version = ContentHash.OfVersion(course, questions, labs);
    }

    /// <summary>The map.</summary>
    public Course Course { get; }

    /// <summary>Every question, by the order of the sections and of the banks.</summary>
    public IReadOnlyList<Question> Questions { get; }

    /// <summary>Every lab, by the order of the sections.</summary>
    public IReadOnlyList<LabDefinition> Labs { get; }

    /// <summary>Hash of the whole content, lower-case hex: changes whenever anything that a learner can see or be graded by changes.</summary>
    public string Version { get; }

    /// <summary>The questions of a section in the order of its bank; empty where it has none yet.</summary>
    public IReadOnlyList<Question> Bank(string section) => bySection.TryGetValue(section, out var bank) ? bank : [];

    /// <summary>The question of a full id (<c>4.3/idle-consumer</c>), or null.</summary>
    public Question? Question(string id) => byId.GetValueOrDefault(id);

    /// <summary>The question of a content hash, or null where this version of the content has no such question.</summary>
    public Question? QuestionByHash(string hash) => byHash.GetValueOrDefault(hash);

    /// <summary>The lab of an id, or null.</summary>
    public LabDefinition? Lab(string id) => labById.GetValueOrDefault(id);

    /// <summary>The labs of a section; empty where it has none.</summary>
    public IEnumerable<LabDefinition> LabsOf(string section) => Labs.Where(lab => lab.Section == section);
}
