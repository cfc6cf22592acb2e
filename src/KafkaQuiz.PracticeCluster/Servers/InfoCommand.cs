namespace KafkaQuiz.Practice.Servers;

/// <summary>`kafka-storage.sh info` (StorageTool.infoCommand). Only on the loop.</summary>
internal static class InfoCommand
{
    public static ScriptResult Run(Disk disk, ServerConfig config)
    {
        var formatted = MetaProperties.Formatted(disk, config);
        var problems = config.Directories.Where(d => disk[d] is null).Select(d => $"{d} does not exist").ToList();
        if (formatted.DistinctBy(f => f.Directory.ClusterId).Count() > 1)
            problems.Add("Mismatched cluster IDs between storage directories.");
        var output = "";
        if (formatted.Count > 0)
        {
            output += $"Found log director{(formatted.Count == 1 ? "y" : "ies")}:\n{string.Concat(formatted.Select(f => $"  {f.Path}\n"))}\n";
            output += $"Found metadata: {formatted[0].Directory}\n\n";
        }
        if (problems.Count > 0)
            output += $"Found problem{(problems.Count == 1 ? "" : "s")}:\n{string.Concat(problems.Select(p => $"  {p}\n"))}\n";
        return new(problems.Count == 0 ? 0 : 1, output);
    }
}
