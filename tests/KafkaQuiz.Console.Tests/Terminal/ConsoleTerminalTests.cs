using System.Text;

namespace KafkaQuiz.Console.Tests.Terminal;

/// <summary>A terminal on the server, without a cluster.</summary>
public sealed class ConsoleTerminalTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_entered_and_printed_is_in_the_transcript()
    {
        await using var terminal = Create();
        terminal.Enter("echo hello; false");
        await terminal.WhenIdle;
        Assert.Equal([(ConsoleChunkKind.Typed, "echo hello; false\n"), (ConsoleChunkKind.Output, "hello\n"), (ConsoleChunkKind.Exit, "1")], Shown(terminal));
        Assert.Equal(["echo hello; false"], terminal.History);
    }

    [Fact]
    public async Task A_reload_in_the_middle_of_a_command_loses_nothing()
    {
        await using var terminal = Create();
        terminal.Enter("for i in 1 2 3 4 5; do echo $i; sleep 0.02; done");
        var seen = new StringBuilder();
        var position = 0L;
        // Every reader takes one piece and goes away.
        for (var exit = false; !exit;)
        {
            await foreach (var chunk in terminal.Transcript.ReadAsync(position, Cancel))
            {
                position = chunk.End;
                exit = chunk.Kind == ConsoleChunkKind.Exit;
                if (chunk.Kind == ConsoleChunkKind.Output)
                    seen.Append(chunk.Text);
                break;
            }
        }
        Assert.Equal("1\n2\n3\n4\n5\n", seen.ToString());
    }

    [Fact]
    public async Task While_a_command_runs_lines_are_its_input()
    {
        await using var terminal = Create();
        terminal.Enter("cat > notes.txt");
        Assert.True(terminal.IsBusy);
        terminal.Enter("first");
        terminal.Enter("second");
        terminal.EndInput();
        await terminal.WhenIdle;
        Assert.Equal("first\nsecond\n", terminal.Session.Files.Read("notes.txt"));
        Assert.Equal(["cat > notes.txt"], terminal.History);
    }

    [Fact]
    public async Task Pasted_lines_run_in_order_each_above_what_it_printed()
    {
        await using var terminal = Create();
        terminal.Enter("echo one\nsleep 0.01\necho two\n");
        await terminal.WhenIdle;
        Assert.Equal(
            [
                (ConsoleChunkKind.Typed, "echo one\n"), (ConsoleChunkKind.Output, "one\n"), (ConsoleChunkKind.Exit, "0"),
                (ConsoleChunkKind.Typed, "sleep 0.01\n"), (ConsoleChunkKind.Exit, "0"),
                (ConsoleChunkKind.Typed, "echo two\n"), (ConsoleChunkKind.Output, "two\n"), (ConsoleChunkKind.Exit, "0"),
            ],
            Shown(terminal));
        Assert.Equal(["echo one", "sleep 0.01", "echo two"], terminal.History);
    }

    [Fact]
    public async Task Pasted_lines_behind_a_command_that_reads_are_its_input()
    {
        await using var terminal = Create();
        terminal.Enter("cat\nfirst\nsecond");
        terminal.EndInput();
        await terminal.WhenIdle;
        Assert.Equal("first\nsecond\n", Output(terminal));
        Assert.Equal(["cat"], terminal.History);
    }

    [Fact]
    public async Task A_pasted_here_document_and_the_lines_behind_it_are_understood()
    {
        await using var terminal = Create();
        terminal.Enter("cat > a.txt <<EOF\nx=1\nEOF\ncat a.txt");
        await terminal.WhenIdle;
        Assert.Equal("x=1\n", Output(terminal));
    }

    [Fact]
    public async Task What_is_typed_ahead_of_a_command_that_reads_nothing_is_run_when_it_has_ended()
    {
        await using var terminal = Create();
        terminal.Enter("sleep 1000 &\nwait");
        terminal.Enter("echo ahead");
        while (terminal.Transcript.From(0).All(c => c.Text != "wait\n"))
            await Task.Delay(5, Cancel);
        Assert.DoesNotContain("ahead\n", Output(terminal), StringComparison.Ordinal);
        Assert.Single(terminal.Session.Jobs.All).Signals.Interrupt();
        await terminal.WhenIdle;
        Assert.EndsWith("ahead\n", Output(terminal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_behind_Ctrl_D_is_for_the_shell()
    {
        await using var terminal = Create();
        terminal.Enter("cat > notes.txt");
        terminal.Enter("noted");
        terminal.EndInput();
        terminal.Enter("cat notes.txt");
        await terminal.WhenIdle;
        Assert.Equal("noted\n", Output(terminal));
        terminal.EndInput(); // At the prompt: the terminal lives on.
        terminal.Enter("echo alive");
        await terminal.WhenIdle;
        Assert.Equal("noted\nalive\n", Output(terminal));
    }

    [Fact]
    public async Task Ctrl_C_drops_what_was_typed_ahead()
    {
        await using var terminal = Create();
        terminal.Enter("sleep 1000\necho never");
        terminal.Enter("echo never either");
        terminal.Interrupt();
        await terminal.WhenIdle;
        Assert.Equal("", Output(terminal));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_command()
    {
        await using var terminal = Create();
        terminal.Enter("sleep 1000");
        terminal.Interrupt();
        await terminal.WhenIdle;
        Assert.Equal([(ConsoleChunkKind.Typed, "sleep 1000\n"), (ConsoleChunkKind.Stdin, "^C\n"), (ConsoleChunkKind.Exit, "130")], Shown(terminal));
    }

    [Fact]
    public async Task A_here_document_is_typed_line_by_line()
    {
        await using var terminal = Create();
        foreach (var line in new[] { "cat > server.properties <<EOF", "node.id=1", "process.roles=broker", "EOF" })
        {
            Assert.Equal(line != "cat > server.properties <<EOF", terminal.IsContinuing);
            terminal.Enter(line);
        }
        await terminal.WhenIdle;
        Assert.False(terminal.IsContinuing);
        Assert.Equal("node.id=1\nprocess.roles=broker\n", terminal.Session.Files.Read("server.properties"));
    }

    [Theory]
    [InlineData("echo 'a", "b'", "a\nb\n")]
    [InlineData("echo a \\", "b", "a b\n")]
    [InlineData("echo a |", "cat", "a\n")]
    [InlineData("for i in 1 2; do", "echo $i; done", "1\n2\n")]
    public async Task A_line_that_is_not_whole_is_continued(string first, string second, string output)
    {
        await using var terminal = Create();
        terminal.Enter(first);
        Assert.True(terminal.IsContinuing);
        terminal.Enter(second);
        await terminal.WhenIdle;
        Assert.Equal(output, Output(terminal));
    }

    [Fact]
    public async Task Ctrl_C_drops_a_line_that_is_not_whole()
    {
        await using var terminal = Create();
        terminal.Enter("echo 'open");
        terminal.Interrupt();
        Assert.False(terminal.IsContinuing);
        terminal.Enter("echo closed");
        await terminal.WhenIdle;
        Assert.Contains((ConsoleChunkKind.Output, "closed\n"), Shown(terminal));
    }

    [Fact]
    public async Task A_jobs_output_carries_its_number_and_its_end_is_told()
    {
        await using var terminal = Create();
        terminal.Enter("echo from the job &");
        await terminal.WhenIdle;
        while (terminal.Transcript.From(0).All(c => c.Kind != ConsoleChunkKind.Notice))
            await Task.Delay(5, Cancel);
        Assert.Contains(terminal.Transcript.From(0), c => c is { Kind: ConsoleChunkKind.Output, Job: 1, Text: "from the job\n" });
        Assert.Contains(terminal.Transcript.From(0), c => c is { Kind: ConsoleChunkKind.Notice, Text: "[1]+  Done                    echo from the job\n" });
    }

    [Fact]
    public async Task History_keeps_the_last_lines_once_in_a_row()
    {
        await using var terminal = Create();
        foreach (var line in Enumerable.Range(0, ConsoleTerminal.MaxHistory + 10).SelectMany(i => new[] { $"echo {i}", $"echo {i}" }))
        {
            terminal.Enter(line);
            await terminal.WhenIdle;
        }
        Assert.Equal(ConsoleTerminal.MaxHistory, terminal.History.Count);
        Assert.Equal($"echo {ConsoleTerminal.MaxHistory + 9}", terminal.History[^1]);
        Assert.Equal("echo 10", terminal.History[0]);
    }

    [Fact]
    public async Task Its_end_ends_everything()
    {
        var terminal = Create();
        terminal.Enter("sleep 1000 &");
        await terminal.WhenIdle;
        terminal.Enter("sleep 2000");
        await terminal.DisposeAsync();
        Assert.True(terminal.WhenIdle.IsCompleted);
        Assert.All(terminal.Session.Jobs.All, j => Assert.Equal(Console.Jobs.ConsoleJobState.Done, j.State));
    }

    private static ConsoleTerminal Create() => new(new ConsoleSession(ConsoleCluster.Any("127.0.0.1:1")) { Language = ConsoleLanguage.English });

    private static string Output(ConsoleTerminal terminal) => string.Concat(Shown(terminal).Where(s => s.Kind == ConsoleChunkKind.Output).Select(s => s.Text));

    private static IEnumerable<(ConsoleChunkKind Kind, string Text)> Shown(ConsoleTerminal terminal) => terminal.Transcript.From(0).Select(c => (c.Kind, c.Text));
}
