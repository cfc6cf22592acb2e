using System.Text;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content;

/// <summary>Reads the folders <c>questions</c> and <c>labs</c>.</summary>
public static class ContentLoader
{
    private static readonly YamlNode nowhere = new YamlMap([], 0, 0);

    /// <summary>
    /// Reads everything below <paramref name="root"/>. Items with an error are left out and reported, so that one slip in a bank does not take
    /// the course down; only a broken <c>course.yaml</c> leaves no content at all.
    /// </summary>
    /// <param name="root">The folder that holds <c>questions</c> and <c>labs</c>.</param>
    /// <param name="cache">Where banks that were read before are kept, or null to read every file.</param>
    public static LoadedContent Load(string root, ContentCache? cache = null)
    {
        var read = Read(root, cache);
        return new(read.Content, read.Faults);
    }

    /// <summary>Reads everything; without a cache every question comes with the node that the lint points at.</summary>
    internal static ReadContent Read(string root, ContentCache? cache = null)
    {
        string questions = Path.Combine(root, "questions");
        var map = new FaultList(Relative(root, Path.Combine(questions, "course.yaml")));
        var course = ReadText(Path.Combine(questions, "course.yaml"), map) is { } text ? CourseReader.Read(text, map) : null;
        if (course is null)
            return new(null, map.All, []);
        string[] sections = [.. course.Sections.Select(section => section.Id)];
        var banks = BankFiles(root).AsParallel().AsOrdered().Select(file => ReadBank(root, file, sections, cache)).ToList();
        var labs = LabFiles(root).Select(file => ReadLab(root, file, sections)).ToList();
        var faults = map.All.Concat(banks.SelectMany(bank => bank.Faults.All)).Concat(labs.SelectMany(lab => lab.Faults.All)).ToList();
        var order = sections.Index().ToDictionary(section => section.Item, section => section.Index, StringComparer.Ordinal);
        var items = Distinct(banks.SelectMany(bank => bank.Questions.Select(item => (Item: item, bank.Faults))), item => item.Item.Question.Id, item => Duplicate(item.Item, item.Faults, faults))
            .OrderBy(item => order[item.Item.Question.Section]).ToList();
        var kept = Distinct(labs.Where(lab => lab.Lab is not null), lab => lab.Lab!.Id, lab => Duplicate(lab.Lab!, lab.Faults, faults))
            .Select(lab => lab.Lab!).OrderBy(lab => order[lab.Section]).ToList();
        return new(new CourseContent(course, [.. items.Select(item => item.Item.Question)], kept), faults, [.. items.Select(item => (item.Item, item.Faults.File))]);
    }

    /// <summary>Paths of the banks below a root: <c>questions/chNN/*.yaml</c>, in ordinal order.</summary>
    internal static IReadOnlyList<string> BankFiles(string root) => Files(Path.Combine(root, "questions"), "ch*", "*.yaml", depth: 1);

    /// <summary>Paths of the labs below a root: <c>labs/*/*/lab.yaml</c>, in ordinal order.</summary>
    internal static IReadOnlyList<string> LabFiles(string root) => Files(Path.Combine(root, "labs"), "*", "lab.yaml", depth: 2);

    private static IReadOnlyList<string> Files(string folder, string pattern, string name, int depth)
    {
        if (!Directory.Exists(folder))
            return [];
        IEnumerable<string> folders = Directory.EnumerateDirectories(folder, pattern);
        for (int level = 1; level < depth; level++)
            folders = folders.SelectMany(Directory.EnumerateDirectories);
        return [.. folders.SelectMany(inner => Directory.EnumerateFiles(inner, name)).Order(StringComparer.Ordinal)];
    }

    private static (IReadOnlyList<ReadQuestion> Questions, FaultList Faults) ReadBank(string root, string file, string[] sections, ContentCache? cache)
    {
        var faults = new FaultList(Relative(root, file));
        if (ReadBytes(file, faults) is not { } bytes)
            return ([], faults);
        byte[]? Figure(string figure) => Bytes(Path.Combine(root, "questions", figure));
        if (cache?.Find(faults.File, bytes, Figure) is { } cached && cached.All(question => sections.Contains(question.Section)))
            return ([.. cached.Select(question => new ReadQuestion(question, nowhere))], faults);
        string folder = Path.GetFileName(Path.GetDirectoryName(file))!;
        var questions = BankReader.Read(Text(bytes), folder, sections, Figure, faults);
        if (faults.All.Count == 0)
            cache?.Keep(faults.File, bytes, questions.Select(item => item.Question));
        return (questions, faults);
    }

    private static (LabDefinition? Lab, FaultList Faults) ReadLab(string root, string file, string[] sections)
    {
        var faults = new FaultList(Relative(root, file));
        string folder = Path.GetDirectoryName(file)!;
        string ko = Path.Combine(folder, "page.ko.md");
        string en = Path.Combine(folder, "page.en.md");
        var page = File.Exists(ko) && File.Exists(en) ? new LocalizedText(File.ReadAllText(ko), File.ReadAllText(en)) : null;
        return (ReadText(file, faults) is { } text ? LabReader.Read(text, page, sections, faults) : null, faults);
    }

    private static string? ReadText(string file, FaultList faults) => ReadBytes(file, faults) is { } bytes ? Text(bytes) : null;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    private static byte[]? ReadBytes(string file, FaultList faults)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add(FaultSeverity.Error, 0, 0, "unreadable", new($"파일을 읽을 수 없습니다: {fault.Message}", $"The file cannot be read: {fault.Message}"));
            return null;
        }
    }

    private static byte[]? Bytes(string file) => File.Exists(file) ? File.ReadAllBytes(file) : null;

    private static string Relative(string root, string file) => Path.GetRelativePath(root, file).Replace('\\', '/');

    private static IEnumerable<T> Distinct<T>(IEnumerable<T> items, Func<T, string> id, Action<T> repeated)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            if (ids.Add(id(item)))
                yield return item;
            else
                repeated(item);
        }
    }

    private static void Duplicate(ReadQuestion item, FaultList file, List<Fault> faults) => faults.Add(new(
        "duplicate-id", FaultSeverity.Error, new(file.File, item.Node.Line, item.Node.Column),
        new($"다른 파일에 이미 있는 id입니다: '{item.Question.Id}'", $"'{item.Question.Id}' is already in another file."), null));

    private static void Duplicate(LabDefinition lab, FaultList file, List<Fault> faults) => faults.Add(new(
        "duplicate-id", FaultSeverity.Error, new(file.File, 1, 1),
        new($"'{lab.Id}' 실습이 다른 폴더에 이미 있습니다.", $"There is already a lab '{lab.Id}' in another folder."), null));
}

/// <summary>What was read.</summary>
/// <param name="Content">The content, or null where <c>course.yaml</c> cannot be read.</param>
/// <param name="Faults">Errors and warnings, by file.</param>
public sealed record LoadedContent(CourseContent? Content, IReadOnlyList<Fault> Faults)
{
    /// <summary>Whether something was left out.</summary>
    public bool HasErrors => Faults.Any(fault => fault.Severity == FaultSeverity.Error);
}

/// <summary>What was read, with the nodes that the lint points at.</summary>
internal sealed record ReadContent(CourseContent? Content, IReadOnlyList<Fault> Faults, IReadOnlyList<(ReadQuestion Item, string File)> Items);
