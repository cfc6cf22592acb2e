using KafkaQuiz.Content;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Web.Features.Labs.Clusters;
using Microsoft.EntityFrameworkCore;
using Language = KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>
/// Gives a session a practice cluster, ready for the lab: the setup is run, and what is seen then is the baseline. Of a machine on which nothing runs yet the baseline
/// is the first look that sees a server.
/// </summary>
internal sealed class StartPractice(KafkaQuizDbContext database, LabSessions sessions, PracticeBenches benches, ClusterConnections connections, TimeProvider time, ILogger<StartPractice> log)
{
    /// <param name="Ready">True where it can be worked at.</param>
    /// <param name="Problem">Why not, and what to do; null where ready.</param>
    internal sealed record Result(bool Ready, LocalizedText? Problem);

    /// <returns>What came of it, or null where the learner has no such session.</returns>
    public async Task<Result?> HandleAsync(Guid learner, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
        if (run.Lab.Definition.Cluster.Brokers == 0) return new Result(false, new("이 실습은 클러스터 없이 답만 적습니다.", "This lab needs no cluster, only answers."));
        if (run.Session.IsPractice && await benches.FindAsync(sessionId, makesRoom: true, cancellationToken) is not null) return new Result(true, null);
        if (await benches.StartAsync(sessionId, learner, run.Lab, Language.Current == Language.English, cancellationToken) is not { } bench)
        {
            return new Result(false, new(
                "지금은 연습 클러스터가 모두 사용 중입니다. 잠시 후 다시 시도하거나 내 클러스터를 연결하세요.",
                "All practice clusters are in use. Try again in a while, or connect a cluster of your own."));
        }
        try
        {
            await PrepareAsync(learner, run, bench, cancellationToken);
            return new Result(true, null);
        }
        catch (Exception fault) when (fault is InvalidOperationException or NotGradableException or IOException)
        {
            log.LogError(fault, "A practice cluster for lab session {Session} could not be prepared", sessionId);
            await benches.EndAsync(sessionId);
            return new Result(false, new(
                "연습 클러스터를 준비하지 못했습니다. 잠시 후 다시 시도하세요. 계속되면 관리자에게 알려 주세요.",
                "The practice cluster could not be prepared. Try again in a while; if it goes on, tell the administrator."));
        }
        catch
        {
            await benches.EndAsync(sessionId);
            throw;
        }
    }

    private async Task PrepareAsync(Guid learner, LabRun run, PracticeBench bench, CancellationToken cancellationToken)
    {
        await connections.ForgetAsync(run.Session.Id);
        var now = time.GetUtcNow();
        var trial = new LabSession { Id = run.Session.Id, Servers = LabSession.PracticeServers };
        ClusterEvidence? baseline = null;
        if (await connections.ReachAsync(trial, cancellationToken) is (var target, var policy))
        {
            var setup = await LabSetup.RunAsync(run.Lab, target, policy, cancellationToken);
            if (!setup.Done) throw new InvalidOperationException($"Setup of {run.Session.LabId}: {setup.Problem!.En}");
            baseline = await connections.CollectAsync(trial, EvidenceNeeds.Of(run.Lab), null, null, cancellationToken);
            if (baseline.Cluster.Fault is { } fault) throw new InvalidOperationException($"Practice cluster of {bench.Session}: {fault.Message.En}");
        }
        await database.Set<LabSession>().Where(s => s.Id == run.Session.Id && s.LearnerId == learner && s.EndedAt == null).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Servers, LabSession.PracticeServers)
                .SetProperty(s => s.Tls, false)
                .SetProperty(s => s.CaCertificate, (string?)null)
                .SetProperty(s => s.SaslMechanism, (string?)null)
                .SetProperty(s => s.SaslUser, (string?)null)
                .SetProperty(s => s.ProtectedPassword, (string?)null)
                .SetProperty(s => s.PreparedAt, now)
                .SetProperty(s => s.Baseline, baseline is null ? null : EvidenceJson.Write(baseline))
                .SetProperty(s => s.Memory, "")
                .SetProperty(s => s.Revision, s => s.Revision + 1),
            cancellationToken);
    }
}
