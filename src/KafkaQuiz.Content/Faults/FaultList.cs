using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content;

/// <summary>Collects the faults of one file.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<Fault> faults = [];

    /// <summary>Path of the file, as faults name it.</summary>
    public string File => file;

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Fault> All => faults;

    /// <summary>Number of errors (not warnings) so far.</summary>
    public int Errors { get; private set; }

    public void Error(YamlNode at, string code, string ko, string en, LocalizedText? fix = null) =>
        Add(FaultSeverity.Error, at.Line, at.Column, code, new(ko, en), fix);

    public void Warning(YamlNode at, string code, string ko, string en, LocalizedText? fix = null) =>
        Add(FaultSeverity.Warning, at.Line, at.Column, code, new(ko, en), fix);

    public void Add(FaultSeverity severity, int line, int column, string code, LocalizedText message, LocalizedText? fix = null)
    {
        if (!FaultCodes.All.ContainsKey(code))
            throw new ArgumentException($"The fault '{code}' is not among FaultCodes.", nameof(code));
        faults.Add(new(code, severity, new(file, line, column), message, fix));
        if (severity == FaultSeverity.Error)
            Errors++;
    }
}
