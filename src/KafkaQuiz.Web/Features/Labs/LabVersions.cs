using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Course;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>Labs as learners started them: today's from the course, older ones from the database.</summary>
internal sealed class LabVersions(CurrentCourse course) : IDisposable
{
    /// <summary>Labs with variables filled in that are kept in memory.</summary>
    private const int MostKept = 2_000;

    private readonly MemoryCache _filled = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>The lab of a session.</summary>
    public async Task<Lab> OfAsync(KafkaQuizDbContext database, LabSession session, CancellationToken cancellationToken)
    {
        var key = (session.LabHash, session.Seed);
        if (_filled.TryGetValue(key, out Lab? lab)) return lab!;
        var definition = await DefinitionAsync(database, session.LabId, session.LabHash, cancellationToken);
        lab = definition.For(unchecked((ulong)session.Seed));
        return _filled.Set(key, lab, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromMinutes(30) });
    }

    /// <summary>Keeps the text of a lab that is being started.</summary>
    public static async Task KeepAsync(KafkaQuizDbContext database, LabDefinition lab, CancellationToken cancellationToken)
    {
        if (await database.Set<LabVersion>().AnyAsync(version => version.Hash == lab.ContentHash, cancellationToken)) return;
        database.Add(new LabVersion
        {
            Hash = lab.ContentHash,
            LabId = lab.Id,
            Canonical = lab.Canonical,
            PageKo = lab.PageTemplate.Ko,
            PageEn = lab.PageTemplate.En,
        });
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another learner's start was quicker; what is there is the same by its hash.
            database.ChangeTracker.Clear();
            if (!await database.Set<LabVersion>().AnyAsync(version => version.Hash == lab.ContentHash, cancellationToken)) throw;
        }
    }

    public void Dispose() => _filled.Dispose();

    private async Task<LabDefinition> DefinitionAsync(KafkaQuizDbContext database, string id, string hash, CancellationToken cancellationToken)
    {
        if (course.Content.Lab(id) is { } current && current.ContentHash == hash) return current;
        var kept = await database.Set<LabVersion>().AsNoTracking().SingleAsync(version => version.Hash == hash, cancellationToken);
        return LabArchive.Read(kept.Canonical, new LocalizedText(kept.PageKo, kept.PageEn));
    }
}
