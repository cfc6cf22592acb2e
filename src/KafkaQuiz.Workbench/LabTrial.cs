using System.Globalization;
using System.Text;
using KafkaQuiz.Console;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Bench;

/// <summary>One person doing one lab at a workbench by hand: lines of a console, and what a lab's page has buttons for.</summary>
public sealed class LabTrial : IAsyncDisposable
{
    private readonly Workbench _bench;
    private readonly PracticeReplayCluster _cluster;
    private readonly LabLook _look;
    private readonly Lab _lab;
    private readonly bool _korean;

    private LabTrial(Workbench bench, Lab lab, bool korean)
    {
        (_bench, _lab, _korean) = (bench, lab, korean);
        _cluster = new PracticeReplayCluster(bench, lab);
        _look = new LabLook(lab, _cluster);
    }

    /// <summary>Starts a workbench for the lab and runs the lab's setup.</summary>
    public static async Task<LabTrial> StartAsync(Lab lab, Language language, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var options = WorkbenchOptions.For(lab.Definition.Cluster) with { Language = language == Language.Ko ? ConsoleLanguage.Korean : ConsoleLanguage.English };
        var trial = new LabTrial(await Workbench.StartAsync(options, cancel), lab, language == Language.Ko);
        try
        {
            await LabReplay.PrepareAsync(lab, trial._cluster, cancel);
            return trial;
        }
        catch
        {
            await trial.DisposeAsync();
            throw;
        }
    }

    /// <summary>Real addresses for other clients on this computer; null while nothing runs.</summary>
    public Task<string?> ServersAsync() => _bench.ServersAsync(_lab.Servers);

    /// <summary>Looks and grades; the first look that sees the cluster is the start.</summary>
    public Task<LabVerdict> GradeAsync(CancellationToken cancel = default) => _look.GradeAsync(cancel);

    /// <summary>Lets virtual time pass at once.</summary>
    public Task AdvanceAsync(TimeSpan span) => _bench.Machine.AdvanceAsync(span);

    /// <summary>Runs a line and returns what it printed.</summary>
    public async Task<string> EnterAsync(string line, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words is ["answer", var id, .. var text] && _lab.Answers.Any(answer => answer.Id == id))
        {
            await _look.AnswerAsync(new Answer(id, string.Join(' ', text), null, 0), cancel);
            return "";
        }
        if (words is [var verb, var number] && Workbench.Actions.TryGetValue(verb, out var action) && int.TryParse(number, CultureInfo.InvariantCulture, out var broker))
        {
            try
            {
                await _bench.ActAsync(action, broker);
                return "";
            }
            catch (ArgumentOutOfRangeException)
            {
                return _korean ? $"브로커 {broker}이(가) 없습니다.\n" : $"There is no broker {broker}.\n";
            }
        }
        var output = new StringBuilder();
        await using var writer = new StringWriter(output);
        var streams = new ConsoleStreams(TextWriter.Synchronized(writer), TextWriter.Synchronized(writer));
        await KafkaConsole.RunAsync(line, _bench.Terminal.Session, streams, cancel);
        return output.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _look.DisposeAsync();
        await _cluster.DisposeAsync();
    }
}
