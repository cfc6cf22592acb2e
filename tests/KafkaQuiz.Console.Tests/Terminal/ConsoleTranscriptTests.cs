namespace KafkaQuiz.Console.Tests.Terminal;

/// <summary>What a terminal showed, for readers that come and go.</summary>
public sealed class ConsoleTranscriptTests
{
    [Fact]
    public void Every_reader_goes_on_where_it_was()
    {
        var transcript = new ConsoleTranscript();
        transcript.Append(ConsoleChunkKind.Output, 0, "abc");
        transcript.Append(ConsoleChunkKind.Output, 0, "def");
        transcript.Append(ConsoleChunkKind.Error, 0, "!");
        Assert.Equal([new ConsoleChunk(0, ConsoleChunkKind.Output, 0, "abcdef"), new ConsoleChunk(6, ConsoleChunkKind.Error, 0, "!")], transcript.From(0));
        Assert.Equal([new ConsoleChunk(4, ConsoleChunkKind.Output, 0, "ef"), new ConsoleChunk(6, ConsoleChunkKind.Error, 0, "!")], transcript.From(4));
        Assert.Empty(transcript.From(7));
    }

    [Fact]
    public void Jobs_are_kept_apart()
    {
        var transcript = new ConsoleTranscript();
        transcript.Append(ConsoleChunkKind.Output, 1, "a");
        transcript.Append(ConsoleChunkKind.Output, 2, "b");
        transcript.Append(ConsoleChunkKind.Output, 1, "c");
        Assert.Equal([(1, "a"), (2, "b"), (1, "c")], transcript.From(0).Select(c => (c.Job, c.Text)));
    }

    [Fact]
    public void Only_the_last_characters_are_kept()
    {
        var transcript = new ConsoleTranscript(capacity: 1000);
        for (var i = 0; i < 10_000; i++)
            transcript.Append(ConsoleChunkKind.Typed, 0, $"line {i}\n");
        var kept = transcript.From(0);
        Assert.InRange(kept.Sum(c => c.Text.Length), 1000, 1020);
        Assert.Equal(transcript.End, kept[^1].End);
        Assert.Equal("line 9999\n", kept[^1].Text);
    }

    [Fact]
    public async Task A_reader_waits_for_what_comes()
    {
        var cancel = TestContext.Current.CancellationToken;
        var transcript = new ConsoleTranscript();
        transcript.Append(ConsoleChunkKind.Output, 0, "a");
        await using var reader = transcript.ReadAsync(0, cancel).GetAsyncEnumerator(cancel);
        Assert.True(await reader.MoveNextAsync());
        var next = reader.MoveNextAsync();
        Assert.False(next.IsCompleted);
        transcript.Append(ConsoleChunkKind.Output, 0, "b");
        Assert.True(await next);
        Assert.Equal("b", reader.Current.Text);
    }
}
