using System.Globalization;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Labs.Replay;

/// <summary>The grader's side of one attempt: looks at the cluster as an open page does, remembers, and holds the learner's answers.</summary>
public sealed class LabLook(Lab lab, IReplayCluster cluster) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    private readonly EgressPolicy _policy = new();
    private readonly EvidenceNeeds _needs = EvidenceNeeds.Of(lab);
    private readonly Dictionary<string, AnswerSeen> _answers = new(StringComparer.Ordinal);
    private ClusterConnection? _connection;
    private string? _servers;
    private ClusterEvidence? _baseline;
    private LabMemory _memory = LabMemory.Empty;

    /// <summary>Looks once. The first time that the cluster is seen is the baseline.</summary>
    public async Task<LabVerdict> GradeAsync(CancellationToken cancel)
    {
        var evidence = await CollectAsync(_needs, cancel);
        if (_baseline is null && evidence.Cluster.Fault is null) _baseline = evidence;
        (var verdict, _memory) = LabGrader.Grade(lab, _baseline, _memory, evidence);
        return verdict;
    }

    /// <summary>
    /// Looks until nothing is pending: a task that holds is given its time, what could not be seen for a moment is seen again, and two looks half a second apart agree,
    /// because a broker of a real cluster knows of a change a moment after the one that made it.
    /// </summary>
    /// <param name="patient">Whether to wait, as an open page does, for what is expected to be complete: at most ten seconds.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<LabVerdict> SettleAsync(bool patient, CancellationToken cancel)
    {
        var before = "";
        for (var (unseen, incomplete) = (0, 0); ;)
        {
            var verdict = await GradeAsync(cancel);
            var left = verdict.Tasks.Max(task => task.HoldLeft) ?? TimeSpan.Zero;
            if (left <= TimeSpan.Zero)
            {
                var hidden = verdict.Fault is not null || verdict.Tasks.Any(task => task.State == TaskState.NotGradable);
                var now = string.Join(',', verdict.Tasks.Select(task => task.State));
                var isSettled = hidden ? ++unseen > 20 : now == before && (!patient || verdict.IsComplete || ++incomplete > 20);
                if (isSettled) return verdict;
                (before, left) = (now, Between);
            }
            await cluster.PassAsync(left, left, cancel);
        }
    }

    /// <summary>Writes an answer down. A fact is found out from the cluster at this moment.</summary>
    public async Task AnswerAsync(Answer step, CancellationToken cancel)
    {
        var text = step.Value ?? await FindAsync(step.Fact!, step.Plus, cancel);
        _answers[step.Id] = new AnswerSeen(text, decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null, cluster.Time.GetUtcNow());
    }

    /// <summary>A fact of this moment as a text; a number with <paramref name="plus"/> added.</summary>
    public async Task<string> FindAsync(Fact fact, decimal plus, CancellationToken cancel)
    {
        var asked = new EvidenceNeeds();
        FactReading.Add(fact, asked);
        var scene = new Scene(await CollectAsync(asked, cancel), _baseline, _memory.Marks);
        if (!FactReading.TryRead(fact, scene, LocalizedText.Same(fact.Name), out var seen, out var verdict))
            throw new InvalidOperationException($"{fact.Name} cannot be read: {verdict.Observed.En}");
        return seen.Number is { } number ? (number + plus).ToString(CultureInfo.InvariantCulture) : seen.Texts[0];
    }

    /// <summary>Whether a check holds now, and what was seen.</summary>
    public async Task<CheckVerdict> CheckAsync(Check check, CancellationToken cancel)
    {
        var asked = new EvidenceNeeds();
        foreach (var part in check.Everything()) CheckNeeds.Add(part, asked);
        return CheckGrading.Evaluate(check, new Scene(await CollectAsync(asked, cancel), _baseline, _memory.Marks));
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
    }

    private async Task<ClusterEvidence> CollectAsync(EvidenceNeeds asked, CancellationToken cancel) =>
        await SeeAsync(asked, cancel) with { Answers = new Dictionary<string, AnswerSeen>(_answers) };

    private async Task<ClusterEvidence> SeeAsync(EvidenceNeeds asked, CancellationToken cancel)
    {
        var servers = await cluster.ServersAsync(cancel);
        if (servers is null)
            return ClusterConnection.Unseen(new NotGradable(NotGradableCause.NoCluster), "", cluster.Time.GetUtcNow());
        try
        {
            if (_connection is not null && _servers != servers)
            {
                await _connection.DisposeAsync();
                _connection = null;
            }
            _servers = servers;
            _connection ??= await ClusterConnection.OpenAsync(ClusterTarget.Of(servers) with { Where = cluster.WhereAsync }, _policy, cluster.Time, cancel);
            return await _connection.CollectAsync(asked, _baseline, _memory, cancel);
        }
        catch (NotGradableException fault)
        {
            return ClusterConnection.Unseen(fault.Fault, servers, cluster.Time.GetUtcNow());
        }
    }
}
