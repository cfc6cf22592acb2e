using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Sqlite;
using KafkaQuiz.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests.Attempts;

public sealed class AttemptWritesTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly Guid _learner = Guid.NewGuid();
    private readonly Guid _attempt = Guid.NewGuid();
    private IDurableWriter _writer = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _writer = SqliteOptions.CreateWriter(database.File);
        await using var context = database.Open();
        context.Add(new User { Id = _learner, UserName = _learner.ToString(), DisplayName = "학습자", CreatedAt = Now });
        await context.SaveChangesAsync(Token);
        await StartAsync(_learner);
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_writer).DisposeAsync();

    [Fact]
    public async Task The_same_start_twice_is_one_attempt_of_its_learner()
    {
        Assert.Equal((_learner, false), await StartAsync(_learner));

        await using var context = database.Open();
        Assert.Equal(3, await context.Set<AttemptItem>().CountAsync(item => item.AttemptId == _attempt, Token));
        Assert.Equal(1, await context.Set<Attempt>().CountAsync(attempt => attempt.Id == _attempt, Token));
    }

    [Fact]
    public async Task A_save_that_arrives_twice_is_one_entry()
    {
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, 1, "a"));
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, 1, "a"));

        Assert.Equal(["a"], await LogAsync(1));
    }

    [Fact]
    public async Task A_save_that_arrives_late_is_kept_and_changes_nothing()
    {
        await SaveAsync(1, 2, "new");

        Assert.Equal(ItemSave.Late, await SaveAsync(1, 1, "old"));
        Assert.Equal(ItemSave.Late, await SaveAsync(1, 1, "old"));
        Assert.Equal(["old", "new"], await LogAsync(1));
    }

    [Fact]
    public async Task Another_answer_under_the_same_number_is_refused_with_the_number_in_force()
    {
        await SaveAsync(1, 1, "here");
        await SaveAsync(1, 2, "here again");

        var outcome = await _writer.WriteAsync(
            open => AttemptWrites.Save(open, _learner, _attempt, [new GivenResponse(1, 1, "there")], Now), Token);

        Assert.Equal(new SavedResponse(1, 2, ItemSave.Conflict), Assert.Single(outcome.Responses));
        Assert.Equal(["here", "here again"], await LogAsync(1));
    }

    [Fact]
    public async Task Without_a_number_only_a_changed_answer_is_added()
    {
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, null, "{}"));
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, null, "a"));
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, null, "a"));
        Assert.Equal(ItemSave.Saved, await SaveAsync(1, null, "{}"));

        Assert.Equal(["a", "{}"], await LogAsync(1));
    }

    [Fact]
    public async Task Nothing_is_saved_where_one_of_the_positions_does_not_exist()
    {
        var outcome = await _writer.WriteAsync(
            open => AttemptWrites.Save(open, _learner, _attempt, [new GivenResponse(1, 1, "a"), new GivenResponse(4, 1, "b")], Now), Token);

        Assert.Equal(SaveStatus.NoSuchItem, outcome.Status);
        Assert.Empty(await LogAsync(1));
    }

    [Fact]
    public async Task Another_learner_finds_no_attempt()
    {
        var stranger = Guid.NewGuid();

        var saved = await _writer.WriteAsync(open => AttemptWrites.Save(open, stranger, _attempt, [new GivenResponse(1, 1, "a")], Now), Token);
        var graded = await _writer.WriteAsync(open => AttemptWrites.Grade(open, stranger, _attempt, new NewGrades([], 0, 0, "0"), Now), Token);

        Assert.Equal(SaveStatus.NotFound, saved.Status);
        Assert.Equal(GradeOutcome.NotFound, graded);
    }

    [Fact]
    public async Task Grades_made_before_the_last_answer_came_in_are_not_taken()
    {
        await SaveAsync(1, 1, "a");

        Assert.Equal(GradeOutcome.Changed, await GradeAsync(answersSeen: 0, submit: true));
        Assert.Equal(GradeOutcome.Done, await GradeAsync(answersSeen: 1, submit: true));
    }

    [Fact]
    public async Task A_submitted_attempt_takes_no_answer_and_no_second_grading()
    {
        await GradeAsync(answersSeen: 0, submit: true);

        var saved = await _writer.WriteAsync(open => AttemptWrites.Save(open, _learner, _attempt, [new GivenResponse(1, 1, "a")], Now), Token);

        Assert.Equal(SaveStatus.Submitted, saved.Status);
        Assert.Equal(GradeOutcome.Submitted, await GradeAsync(answersSeen: 0, submit: true));
        Assert.Empty(await LogAsync(1));
    }

    [Fact]
    public async Task A_graded_question_takes_no_other_answer_while_the_others_do()
    {
        await GradeAsync(answersSeen: 0, submit: false);

        Assert.Equal(ItemSave.AlreadyGraded, await SaveAsync(1, 1, "a"));
        Assert.Equal(ItemSave.Saved, await SaveAsync(2, 1, "a"));
    }

    [Fact]
    public async Task What_the_writer_stores_EF_Core_reads_back()
    {
        await GradeAsync(answersSeen: 0, submit: true);

        await using var context = database.Open();
        var attempt = await context.Set<Attempt>().SingleAsync(one => one.Id == _attempt, Token);
        Assert.Equal((_learner, Now, Now), (attempt.LearnerId, attempt.StartedAt, attempt.SubmittedAt));
        Assert.Equal((AttemptKind.SectionPractice, FeedbackTiming.Each, -7L), (attempt.Kind, attempt.Feedback, attempt.Seed));
    }

    private Task<(Guid Owner, bool Added)> StartAsync(Guid learner)
    {
        var start = new NewAttempt(
            new Attempt
            {
                Id = _attempt,
                LearnerId = learner,
                Kind = AttemptKind.SectionPractice,
                Scope = "4.3",
                Feedback = FeedbackTiming.Each,
                CourseVersion = "v",
                Seed = -7,
                ItemCount = 3,
                StartedAt = Now,
                MaxPoints = "3",
            },
            [.. Enumerable.Range(1, 3).Select(position => new AttemptItem
            {
                AttemptId = _attempt, Position = position, QuestionId = $"4.3/q{position}", ContentHash = $"hash{position}", Seed = 1,
            })],
            [new NewShownQuestion("hash1", 1, new Lazy<string>("{}"))],
            []);
        return _writer.WriteAsync(open => AttemptWrites.Start(open, start), Token);
    }

    private async Task<ItemSave> SaveAsync(int position, int? sequence, string value)
    {
        var outcome = await _writer.WriteAsync(
            open => AttemptWrites.Save(open, _learner, _attempt, [new GivenResponse(position, sequence, value)], Now), Token);
        return Assert.Single(outcome.Responses).Result;
    }

    private Task<GradeOutcome> GradeAsync(int answersSeen, bool submit) => _writer.WriteAsync(
        open => AttemptWrites.Grade(
            open, _learner, _attempt,
            new NewGrades([new Grade { Position = 1, Revision = 1, Fraction = "1", MaxPoints = "1", Reason = "test" }], answersSeen, 0, submit ? "1" : null), Now),
        Token);

    private async Task<List<string>> LogAsync(int position)
    {
        await using var context = database.Open();
        return await context.Set<ResponseEntry>().Where(entry => entry.AttemptId == _attempt && entry.Position == position)
            .OrderBy(entry => entry.Sequence).Select(entry => entry.Value).ToListAsync(Token);
    }
}
