using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Data.Sqlite;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Cli.Tests.Labs;

/// <summary>A server's database with evaluations that an older version of a lab gave, and the command that grades them again.</summary>
public sealed class LabRegradeTests : IAsyncLifetime
{
    private const string Id = "six-partitions";
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("kafkaquiz-regrade-").FullName;
    private readonly LabDefinition today = ContentLoader.Load(CliProgram.Repository).Content!.Lab(Id)!;
    private readonly Guid learner = Guid.NewGuid();

    public async ValueTask InitializeAsync()
    {
        await using var database = Open();
        await SqliteMigration.RunAsync(database, Path.Combine(folder, "backups"), Cancel);
        // The lab as it was: it wanted twelve partitions.
        var old = LabArchive.Read(today.Canonical.Replace("\"equals\":6", "\"equals\":12", StringComparison.Ordinal), today.PageTemplate);
        Assert.NotEqual(today.ContentHash, old.ContentHash);
        database.Add(new User { Id = learner, UserName = "ann" });
        database.Add(new LabVersion { Hash = old.ContentHash, LabId = Id, Canonical = old.Canonical, PageKo = old.PageTemplate.Ko, PageEn = old.PageTemplate.En });
        var session = new LabSession { Id = Guid.NewGuid(), LearnerId = learner, LabId = Id, LabHash = old.ContentHash, Seed = 7, StartedAt = Noon };
        database.Add(session);
        database.Add(Evaluation(session, old, partitions: 6));
        database.Add(Evaluation(session, old, partitions: 3));
        await database.SaveChangesAsync(Cancel);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_differs_is_shown_and_nothing_is_changed()
    {
        var (code, output) = await CliProgram.RunAsync(["lab", "regrade", Id, "--data", folder]);
        Assert.Equal(0, code);
        Assert.Contains("채점 2건 중 1건의 판정이 달라집니다", output, StringComparison.Ordinal);
        Assert.Contains("six-partitions", output, StringComparison.Ordinal);
        await using var database = Open();
        Assert.Empty(await database.Set<LabRegrading>().ToListAsync(Cancel));
        Assert.Empty(await database.Set<LabCompletion>().ToListAsync(Cancel));
    }

    [Fact]
    public async Task Applied_verdicts_stand_beside_the_old_ones_with_who_and_why_and_bring_completions()
    {
        var (code, output) = await CliProgram.RunAsync(["lab", "regrade", Id, "--data", folder, "--apply", "--why", "12 was a slip", "--by", "kim", "--lang", "en"]);
        Assert.True(code == 0, output);
        Assert.Contains("Added 1 verdicts and 1 completions", output, StringComparison.Ordinal);
        await using var database = Open();
        var row = Assert.Single(await database.Set<LabRegrading>().ToListAsync(Cancel));
        Assert.Equal(("kim", "12 was a slip", today.ContentHash, true, 400), (row.By, row.Why, row.LabHash, row.Complete, row.Points));
        Assert.True(VerdictJson.ReadVerdict(row.Verdict).IsComplete);
        var completion = Assert.Single(await database.Set<LabCompletion>().ToListAsync(Cancel));
        Assert.Equal((learner, row.EvaluationId), (completion.LearnerId, completion.EvaluationId));
        var given = await database.Set<LabEvaluation>().SingleAsync(e => e.Id == row.EvaluationId, Cancel);
        Assert.False(given.Complete);
        Assert.False(VerdictJson.ReadVerdict(given.Verdict).IsComplete);
        // The version that it was graded by is kept, so that this verdict can be recomputed, too.
        Assert.True(await database.Set<LabVersion>().AnyAsync(version => version.Hash == today.ContentHash, Cancel));

        var (_, again) = await CliProgram.RunAsync(["lab", "regrade", Id, "--data", folder, "--lang", "en"]);
        Assert.Contains("0 of 2 evaluations", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_the_checks_of_that_time_the_verdicts_are_the_same()
    {
        var (code, output) = await CliProgram.RunAsync(["lab", "regrade", Id, "--data", folder, "--as-given", "--lang", "en"]);
        Assert.True(code == 0, output);
        Assert.Contains("0 of 2 evaluations", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_stored_evidence_cannot_decide_is_named_and_left_alone()
    {
        await using var database = Open();
        var other = LabArchive.Read(today.Canonical.Replace("\"topic-partitions\":{\"equals\":6", "\"end-offset\":{\"equals\":6", StringComparison.Ordinal), today.PageTemplate);
        Assert.NotEqual(today.ContentHash, other.ContentHash);
        var regrader = new Cli.Labs.LabRegrader(database, other);
        var (changed, _) = await regrader.FindAsync(Id, Cancel);
        Assert.All(changed, one => Assert.Equal(["six-partitions"], one.Lacks));
        Assert.Equal((0, 0), await regrader.ApplyAsync(Id, changed, "kim", "no reason", Noon, Cancel));
    }

    [Theory]
    [InlineData("이유가 필요합니다", Id, "--apply")]
    [InlineData("실습이 없습니다", "no-such-lab")]
    [InlineData("데이터베이스가 없습니다", Id, "--data", "/nowhere")]
    public async Task A_slip_says_what_to_do(string says, params string[] args)
    {
        var (code, output) = await CliProgram.RunAsync(["lab", "regrade", .. args, .. args.Contains("--data") ? Array.Empty<string>() : ["--data", folder]]);
        Assert.Equal(2, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private static LabEvaluation Evaluation(LabSession session, LabDefinition graded, int partitions)
    {
        var lab = graded.For(unchecked((ulong)session.Seed));
        var source = new Source("Metadata", "127.0.0.1:9092", Noon);
        var topic = new TopicSeen("id", [.. Enumerable.Range(0, partitions).Select(p => new PartitionSeen(p, 1, [1, 2, 3], [1, 2, 3], 0))]);
        var evidence = new ClusterEvidence
        {
            TakenAt = Noon,
            Cluster = new(source, new ClusterSeen("cluster", [.. Enumerable.Range(1, 3).Select(id => new BrokerSeen(id, "127.0.0.1", 9091 + id, null))])),
            Topics = new Dictionary<string, Reading<TopicSeen>> { [lab.Vars["topic"]] = new(source, topic), ["orders"] = new(source, null) },
        };
        var (verdict, _) = LabGrader.Grade(lab, evidence, LabMemory.Empty, evidence);
        return new LabEvaluation
        {
            Id = Guid.NewGuid(),
            SessionId = session.Id,
            TakenAt = Noon.AddMinutes(partitions),
            LabHash = graded.ContentHash,
            Graded = verdict.IsGraded,
            Points = (int)(verdict.Points * 100),
            MaxPoints = (int)(verdict.MaxPoints * 100),
            Complete = verdict.IsComplete,
            Evidence = EvidenceJson.Write(evidence),
            Baseline = EvidenceJson.Write(evidence),
            Verdict = VerdictJson.Write(verdict),
        };
    }

    private KafkaQuizDbContext Open() => new(new DbContextOptionsBuilder<KafkaQuizDbContext>().UseKafkaQuizSqlite(Path.Combine(folder, "kafkaquiz.db")).Options);
}
