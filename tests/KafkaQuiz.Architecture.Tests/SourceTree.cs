using System.Xml.Linq;

namespace KafkaQuiz.Architecture.Tests;

/// <summary>The repository as files.</summary>
internal static class SourceTree
{
    /// <summary>The folder of KafkaQuiz.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every project below src by its name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), XDocument.Load, StringComparer.Ordinal);

    /// <summary>Every C# file of a project that a person wrote (not generated, not built).</summary>
    public static IEnumerable<string> Sources(string project) => Directory
        .EnumerateFiles(Path.Combine(Root, "src", project), "*.cs", SearchOption.AllDirectories)
        .Where(file => !Built(file));

    /// <summary>Every folder of the tree that a person made.</summary>
    public static IEnumerable<string> Folders => new[] { "src", "tests", "eng", "questions", "labs" }
        .Select(top => Path.Combine(Root, top)).Where(Directory.Exists)
        .SelectMany(top => Directory.EnumerateDirectories(top, "*", SearchOption.AllDirectories))
        .Where(folder => !Built(folder));

    /// <summary>The projects that a project references directly.</summary>
    public static IEnumerable<string> References(string project) => Projects[project].Descendants("ProjectReference")
        .Where(reference => (string?)reference.Attribute("OutputItemType") != "Analyzer")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    /// <summary>The projects that a project references, directly or through others.</summary>
    public static HashSet<string> ReferencesInAll(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(References(project));
        while (open.TryPop(out string? next))
            if (found.Add(next) && Projects.ContainsKey(next))
                foreach (string further in References(next)) open.Push(further);
        return found;
    }

    /// <summary>Packages and shared frameworks that a project names itself.</summary>
    public static IEnumerable<string> Packages(string project) => Projects[project].Descendants()
        .Where(element => element.Name.LocalName is "PackageReference" or "FrameworkReference")
        .Select(element => (string?)element.Attribute("Include") ?? (string)element.Attribute("Update")!);

    private static bool Built(string path) => Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "KafkaQuiz.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside of the source tree.");
    }
}
