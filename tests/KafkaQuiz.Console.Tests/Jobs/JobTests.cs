using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Tests.Goldens;

namespace KafkaQuiz.Console.Tests.Jobs;

/// <summary>Background jobs; no cluster is needed.</summary>
public sealed class JobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_on_after_its_line_and_writes_its_file()
    {
        var console = new OurConsole("127.0.0.1:1");
        Assert.Equal(0, (await console.RunAsync("sleep 1000 && echo never & echo here > a.txt", Cancel)).Exit);
        var job = Assert.Single(console.Session.Jobs.All);
        Assert.Equal((1, ConsoleJobState.Running, "sleep 1000 && echo never"), (job.Number, job.State, job.Command));
        Assert.Equal("here\n", console.Session.Files.Read("a.txt"));
        await console.DisposeAsync();
        Assert.Equal(ConsoleJobState.Done, job.State);
    }

    [Fact]
    public async Task A_job_that_writes_a_file_can_be_looked_at_meanwhile()
    {
        await using var console = new OurConsole("127.0.0.1:1");
        await console.RunAsync("for i in 1 2; do echo line $i; sleep 1000; done > b.txt &", Cancel);
        while (console.Session.Files.Read("b.txt") is not "line 1\n")
            await Task.Delay(5, Cancel);
        Assert.Equal("line 1\n", (await console.RunAsync("cat b.txt", Cancel)).Out);
    }

    [Fact]
    public async Task Jobs_are_listed_as_bash_lists_them()
    {
        await using var console = new OurConsole("127.0.0.1:1");
        await console.RunAsync("sleep 1000 &\nsleep 2000 | cat &\nsleep 3000 > f &", Cancel);
        await console.RunAsync("kill -STOP %2; kill -9 %1; wait %1", Cancel);
        var listed = await console.RunAsync("jobs", Cancel);
        Assert.Equal(
            "[1]   Killed                  sleep 1000\n" +
            "[2]-  Stopped                 sleep 2000 | cat\n" +
            "[3]+  Running                 sleep 3000 > f &\n", listed.Out);
        // What has ended is told once.
        Assert.DoesNotContain("[1]", (await console.RunAsync("jobs -l", Cancel)).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kill %1", 143, "Terminated")]
    [InlineData("kill -9 %1", 137, "Killed")]
    [InlineData("kill -s KILL $!", 137, "Killed")]
    [InlineData("kill -INT %sleep", 130, "Interrupt")]
    public async Task A_signal_ends_a_job(string kill, int exit, string status)
    {
        await using var console = new OurConsole("127.0.0.1:1");
        await console.RunAsync("sleep 1000 &", Cancel);
        var job = console.Session.Jobs.All[0];
        await console.RunAsync(kill, Cancel);
        Assert.Equal(exit, (await console.RunAsync("wait %1", Cancel)).Exit);
        Assert.Equal((exit, status), (job.ExitCode, job.Status));
    }

    [Fact]
    public async Task A_stopped_job_goes_on_in_the_foreground_and_ends_with_Ctrl_C()
    {
        await using var console = new OurConsole("127.0.0.1:1");
        await console.RunAsync("for i in 1 2 3; do echo $i; done && sleep 1000 &", Cancel);
        var job = console.Session.Jobs.All[0];
        while (!job.Output.Backlog.EndsWith("3\n", StringComparison.Ordinal))
            await Task.Delay(5, Cancel);
        await console.RunAsync("kill -STOP %1", Cancel);
        Assert.Equal(ConsoleJobState.Stopped, job.State);
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        var foreground = KafkaConsole.RunAsync("fg", console.Session, new ConsoleStreams(output, TextWriter.Null), stop.Token);
        while (job.State != ConsoleJobState.Running)
            await Task.Delay(5, Cancel);
        await stop.CancelAsync();
        Assert.Equal(130, await foreground);
        Assert.StartsWith("for i in 1 2 3; do echo $i; done && sleep 1000\n1\n2\n3\n", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(console.Session.Jobs.All);
    }

    [Fact]
    public async Task What_a_job_sets_stays_its_own()
    {
        await using var console = new OurConsole("127.0.0.1:1");
        Assert.Equal("outer\n", (await console.RunAsync("A=outer; A=inner & wait; echo $A", Cancel)).Out);
    }

    [Fact]
    public async Task More_jobs_than_allowed_are_refused()
    {
        await using var console = new OurConsole("127.0.0.1:1");
        for (var i = 0; i < console.Session.Limits.Jobs; i++)
            await console.RunAsync("sleep 1000 &", Cancel);
        var refused = await console.RunAsync("sleep 1000 &", Cancel);
        Assert.Equal((126, $"At most {console.Session.Limits.Jobs} background jobs may run. See them with jobs, end one with kill %NUMBER.\n"), (refused.Exit, refused.Error));
    }

    [Fact]
    public async Task A_job_ends_at_the_sessions_limits_and_says_so()
    {
        await using var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1"))
        {
            Language = ConsoleLanguage.English,
            Limits = new ConsoleLimits { JobTime = TimeSpan.FromMilliseconds(20), OutputCharacters = 100 },
        };
        await KafkaConsole.RunAsync("sleep 1000 &\nseq 1000 &", session, new ConsoleStreams(TextWriter.Null, TextWriter.Null), Cancel);
        var jobs = session.Jobs.All;
        await Task.WhenAll(jobs.Select(j => j.Completion));
        Assert.Contains("stopped after the time limit", jobs[0].Output.Backlog, StringComparison.Ordinal);
        Assert.Contains("stopped after 100 characters of output", jobs[1].Output.Backlog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_is_told_the_jobs_number_and_process_id()
    {
        await using var session = new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1"));
        using var error = new StringWriter();
        await KafkaConsole.RunAsync("sleep 1000 &", session, new ConsoleStreams(TextWriter.Null, error) { Interactive = true }, Cancel);
        Assert.Equal($"[1] {session.Jobs.All[0].ProcessId}\n", error.ToString());
    }
}
