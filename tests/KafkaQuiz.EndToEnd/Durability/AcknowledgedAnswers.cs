using System.Collections.Concurrent;
using KafkaQuiz.EndToEnd.Support;

namespace KafkaQuiz.EndToEnd.Durability;

/// <summary>
/// Learners who change their answers as fast as the server acknowledges them, and who remember what was acknowledged. Whatever happens to the
/// server, an answer that was acknowledged must be there afterwards, or a newer one that was under way.
/// </summary>
internal sealed class AcknowledgedAnswers : IDisposable
{
    private const int Questions = 20;

    private readonly List<Learner> _learners = [];
    private readonly ConcurrentDictionary<(Guid Attempt, int Position), int> _acknowledged = new();
    private int _count;

    /// <summary>How many saves were acknowledged.</summary>
    public int Count => Volatile.Read(ref _count);

    public async Task JoinAsync(ServerProcess server, int learners, CancellationToken cancel)
    {
        for (int i = 0; i < learners; i++) _learners.Add(await Learner.StartQuizAsync(server, "4", cancel));
    }

    /// <summary>All learners save until the server is gone, which <paramref name="end"/> brings about after so many acknowledged saves.</summary>
    public async Task SaveUntilAsync(int saves, Func<Task> end, CancellationToken cancel)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int before = Count;
        var working = _learners.Select(learner => Task.Run(
            async () =>
            {
                for (int n = 0; ; n++)
                {
                    int position = (n % Questions) + 1;
                    int sequence = _acknowledged.GetValueOrDefault((learner.Attempt, position)) + 1;
                    try
                    {
                        await learner.SaveAsync(position, sequence, Text(sequence), cancel);
                    }
                    catch (HttpRequestException)
                    {
                        return; // the server is gone: not acknowledged
                    }

                    _acknowledged[(learner.Attempt, position)] = sequence;
                    if (Interlocked.Increment(ref _count) - before >= saves) enough.TrySetResult();
                }
            },
            cancel)).ToList();
        // A learner that fails otherwise ends the wait with its fault.
        var first = await Task.WhenAny([enough.Task, .. working]);
        if (first != enough.Task) await first;
        await end();
        await Task.WhenAll(working);
    }

    /// <summary>How many acknowledged answers the server no longer has; an unreadable attempt loses all of its own.</summary>
    public async Task<int> LostAsync(CancellationToken cancel)
    {
        int lost = 0;
        foreach (var learner in _learners)
        {
            IReadOnlyDictionary<int, (int Sequence, string? Text)> kept;
            try
            {
                kept = await learner.AnswersAsync(cancel);
            }
            catch (HttpRequestException)
            {
                kept = new Dictionary<int, (int, string?)>();
            }

            foreach (var ((attempt, position), sequence) in _acknowledged)
            {
                if (attempt != learner.Attempt) continue;
                bool there = kept.TryGetValue(position, out var answer) && answer.Sequence >= sequence && answer.Text == Text(answer.Sequence);
                if (!there) lost++;
            }
        }

        return lost;
    }

    public void Dispose() => _learners.ForEach(learner => learner.Dispose());

    private static string Text(int sequence) => $"answer {sequence}";
}
