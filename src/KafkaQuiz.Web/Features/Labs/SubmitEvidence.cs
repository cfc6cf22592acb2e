using System.Text.Json;
using KafkaQuiz.Content;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>
/// Takes evidence that <c>./kafkaquiz lab check</c> collected on a machine that this server cannot reach, and grades it as its own looks. It is stored as
/// self-reported. The first is the lab's start. Times are the server's, so that what must hold for seconds is measured here.
/// </summary>
internal sealed class SubmitEvidence(LabSessions sessions, LabGrading grading, TimeProvider time)
{
    /// <summary>Most bytes taken: evidence is bounded by its collector, and this is above what it may grow to.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>What is missing is refused here, not met by a check.</summary>
    private static readonly JsonSerializerOptions Strict = new(EvidenceJson.Options) { RespectNullableAnnotations = true };

    /// <param name="Verdict">Of the server; null where there is a problem.</param>
    /// <param name="Problem">Why nothing was graded, and what to do.</param>
    internal sealed record Result(LabVerdict? Verdict, LocalizedText? Problem);

    /// <returns>What came of it, or null where the learner has no such session.</returns>
    public async Task<Result?> HandleAsync(Guid learner, Guid sessionId, Stream body, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
        if (run.Session.Servers is not null)
        {
            return new Result(null, new(
                "이 세션에는 서버가 직접 볼 수 있는 클러스터가 연결되어 있습니다. 실습 화면에서 연결을 끊은 뒤 다시 보내세요.",
                "A cluster that the server sees itself is connected to this session. Disconnect it on the lab's page, then send again."));
        }
        if (await ReadAsync(body, cancellationToken) is not { } evidence || !CanBeGraded(run, evidence))
        {
            return new Result(null, new(
                "증거를 읽을 수 없습니다. 서버와 같은 버전의 kafkaquiz로 `lab check`를 다시 실행하세요.",
                "The evidence cannot be read. Run `lab check` again with a kafkaquiz of the server's version."));
        }
        var verdict = await grading.JudgeAsync(run, evidence with { TakenAt = time.GetUtcNow() }, LabEvaluationBy.SelfReported, null, cancellationToken);
        return verdict is null ? null : new Result(verdict, null);
    }

    /// <summary>Grades once without storing: what was made up may lack what checks rely on.</summary>
    private static bool CanBeGraded(LabRun run, ClusterEvidence evidence)
    {
        try
        {
            LabGrader.Grade(run.Lab, run.Baseline ?? evidence, run.Memory, evidence with { Answers = run.Answers });
            return true;
        }
        catch (Exception fault) when (fault is NullReferenceException or ArgumentException or InvalidOperationException or KeyNotFoundException or OverflowException or FormatException)
        {
            return false;
        }
    }

    private static async Task<ClusterEvidence?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (text.Length + read > MostBytes) return null;
            text.Write(buffer, 0, read);
        }
        try
        {
            var evidence = JsonSerializer.Deserialize<ClusterEvidence>(text.GetBuffer().AsSpan(0, (int)text.Length), Strict);
            return evidence is { Cluster: not null } ? evidence : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
