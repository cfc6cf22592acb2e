using KafkaQuiz.Bench;
using KafkaQuiz.Console;
using KafkaQuiz.Content;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>What a learner does at the practice cluster of a session of theirs: lines in the terminal, buttons for brokers and time, files.</summary>
internal sealed class WorkPractice(LabSessions sessions, PracticeBenches benches)
{
    /// <summary>Longest text that is typed or pasted at once, characters.</summary>
    public const int LongestLine = 16 * 1024;

    /// <summary>Spans that time may be moved on by, seconds.</summary>
    public static IReadOnlyList<int> Spans { get; } = [10, 60, 600, 3600, 86_400, 604_800];

    /// <summary>The session has no bench, or is none of the learner's.</summary>
    public static readonly LocalizedText Gone = new(
        "연습 클러스터가 실행 중이 아닙니다. 연습 클러스터를 다시 시작하세요.", "The practice cluster is not running. Start it again.");

    /// <summary>The bench of a session of the learner; null where the session is not theirs or has no bench.</summary>
    public async Task<PracticeBench?> FindAsync(Guid learner, Guid session, CancellationToken cancellationToken) =>
        await sessions.FindAsync(learner, session, cancellationToken) is { Session.IsPractice: true } ? await benches.FindAsync(session, makesRoom: true, cancellationToken) : null;

    /// <summary>Whether the session is one of the learner's, in use.</summary>
    public async Task<bool> OwnsAsync(Guid learner, Guid session, CancellationToken cancellationToken) => await sessions.FindAsync(learner, session, cancellationToken) is not null;

    /// <returns>Why it was not done; null where it was.</returns>
    public async Task<LocalizedText?> ActAsync(Guid learner, Guid session, string? action, int node, CancellationToken cancellationToken)
    {
        if (action is null || !Workbench.Actions.TryGetValue(action, out var what))
            return new($"이런 동작은 없습니다. 다음 중 하나를 쓰세요: {string.Join(", ", Workbench.Actions.Keys)}", $"There is no such action. Use one of: {string.Join(", ", Workbench.Actions.Keys)}");
        try
        {
            return await DoAsync(learner, session, bench => bench.ActAsync(what, node), cancellationToken);
        }
        catch (ArgumentOutOfRangeException)
        {
            return new($"노드 {node}이(가) 없습니다.", $"There is no node {node}.");
        }
    }

    /// <returns>Why it was not done; null where it was.</returns>
    public async Task<LocalizedText?> AdvanceAsync(Guid learner, Guid session, int seconds, CancellationToken cancellationToken)
    {
        if (!Spans.Contains(seconds)) return new($"다음 초 중 하나만 쓸 수 있습니다: {string.Join(", ", Spans)}", $"Only these seconds: {string.Join(", ", Spans)}");
        return await DoAsync(learner, session, bench => bench.Machine.AdvanceAsync(TimeSpan.FromSeconds(seconds)), cancellationToken);
    }

    /// <returns>Why it was not entered; null where it was. It runs on; the transcript shows what it prints.</returns>
    public async Task<LocalizedText?> EnterAsync(Guid learner, Guid session, string? line, CancellationToken cancellationToken)
    {
        if (line is null || line.Length > LongestLine) return new($"한 번에 {LongestLine}자까지 입력할 수 있습니다.", $"At most {LongestLine} characters at once.");
        return await DoAsync(learner, session, bench => bench.Terminal.Enter(line), cancellationToken);
    }

    /// <summary>Ctrl+C.</summary>
    public Task<LocalizedText?> InterruptAsync(Guid learner, Guid session, CancellationToken cancellationToken) => DoAsync(learner, session, bench => bench.Terminal.Interrupt(), cancellationToken);

    /// <summary>Ctrl+D: the running command's input ends.</summary>
    public Task<LocalizedText?> EndInputAsync(Guid learner, Guid session, CancellationToken cancellationToken) => DoAsync(learner, session, bench => bench.Terminal.EndInput(), cancellationToken);

    /// <returns>Why it was not saved; null where it was.</returns>
    public async Task<LocalizedText?> SaveFileAsync(Guid learner, Guid session, string? path, string? text, CancellationToken cancellationToken)
    {
        if (await FindAsync(learner, session, cancellationToken) is not { } bench) return Gone;
        if (string.IsNullOrWhiteSpace(path) || path.Length > 200) return new("파일 경로를 입력하세요. 예: config/server.properties", "Enter a path, such as config/server.properties");
        try
        {
            bench.Bench.Terminal.Session.Files.Write(path, (text ?? "").ReplaceLineEndings("\n"));
            return null;
        }
        catch (InvalidOperationException)
        {
            return new(
                $"저장할 수 없습니다. 파일은 {VirtualFiles.MaxFiles}개, 파일마다 {VirtualFiles.MaxLength / 1024}Ki자까지이고, 폴더 이름으로는 저장할 수 없습니다.",
                $"That cannot be saved. At most {VirtualFiles.MaxFiles} files of {VirtualFiles.MaxLength / 1024} Ki characters, and not under a folder's name.");
        }
    }

    private Task<LocalizedText?> DoAsync(Guid learner, Guid session, Action<Workbench> work, CancellationToken cancellationToken) => DoAsync(
        learner,
        session,
        bench =>
        {
            work(bench);
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task<LocalizedText?> DoAsync(Guid learner, Guid session, Func<Workbench, Task> work, CancellationToken cancellationToken)
    {
        if (await FindAsync(learner, session, cancellationToken) is not { } bench) return Gone;
        try
        {
            await work(bench.Bench);
        }
        catch (ObjectDisposedException) when (!cancellationToken.IsCancellationRequested)
        {
            // It went to sleep in this moment: once more, on the one that wakes.
            if (await FindAsync(learner, session, cancellationToken) is not { } woken) return Gone;
            await work(woken.Bench);
        }
        return null;
    }
}
