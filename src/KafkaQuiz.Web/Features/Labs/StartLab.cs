using System.Security.Cryptography;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs.Practice;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>Starts a lab, or goes on with the session in use; with restart, ends that one and draws fresh variables.</summary>
internal sealed class StartLab(KafkaQuizDbContext database, LabSessions sessions, PracticeBenches benches, StartPractice practice, CurrentCourse course, TimeProvider time)
{
    /// <returns>The session, or null where there is no such lab.</returns>
    public async Task<LabRun?> HandleAsync(Guid learner, string labId, bool restart, CancellationToken cancellationToken)
    {
        if (course.Content.Lab(labId) is not { } definition) return null;
        var current = await sessions.CurrentAsync(learner, labId, cancellationToken);
        if (current is not null && !restart) return current;

        await LabVersions.KeepAsync(database, definition, cancellationToken);
        var now = time.GetUtcNow();
        var session = new LabSession
        {
            Id = Guid.CreateVersion7(now),
            LearnerId = learner,
            LabId = labId,
            LabHash = definition.ContentHash,
            Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))),
            StartedAt = now,
        };
        // The cluster stays connected over a restart: the learner named it once. Its baseline is taken again, by the next look.
        if (current?.Session is { IsPractice: false } before)
        {
            (session.Servers, session.Tls, session.CaCertificate) = (before.Servers, before.Tls, before.CaCertificate);
            (session.SaslMechanism, session.SaslUser, session.ProtectedPassword) = (before.SaslMechanism, before.SaslUser, before.ProtectedPassword);
        }
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await database.Set<LabSession>().Where(s => s.LearnerId == learner && s.LabId == labId && s.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.EndedAt, now).SetProperty(s => s.ProtectedPassword, (string?)null).SetProperty(s => s.Revision, s => s.Revision + 1), cancellationToken);
        database.Add(session);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        database.ChangeTracker.Clear();
        if (current is { Session.IsPractice: true })
        {
            // A practice cluster is as fresh as its session.
            await benches.EndAsync(current.Session.Id);
            await practice.HandleAsync(learner, session.Id, cancellationToken);
        }
        return await sessions.FindAsync(learner, session.Id, cancellationToken);
    }
}
