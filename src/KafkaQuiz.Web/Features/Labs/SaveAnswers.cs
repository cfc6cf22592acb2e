using KafkaQuiz.Assessment.Numbers;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>
/// Keeps what a learner wrote down for a lab's questions. What can be read is kept, each answer by itself; of what cannot it is said why. Numbers are read as
/// quizzes read them. An answer that is cleared is removed; one that is not named stays.
/// </summary>
internal sealed class SaveAnswers(KafkaQuizDbContext database, LabSessions sessions, TimeProvider time)
{
    /// <summary>Longest answer, characters.</summary>
    public const int Longest = 500;

    /// <summary>How often it is tried again because the session changed meanwhile: a watch remembers something in it.</summary>
    private const int MostTries = 8;

    /// <param name="Problems">Why an answer was not kept, by its id; empty where all were.</param>
    internal sealed record Result(IReadOnlyDictionary<string, LocalizedText> Problems);

    /// <returns>What came of it, or null where the learner has no such session.</returns>
    public async Task<Result?> HandleAsync(Guid learner, Guid sessionId, IReadOnlyDictionary<string, string?> typed, CancellationToken cancellationToken)
    {
        for (var left = MostTries; ; left--)
        {
            if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
            var problems = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
            var answers = new Dictionary<string, AnswerSeen>(run.Answers, StringComparer.Ordinal);
            foreach (var asked in run.Lab.Answers)
            {
                if (!typed.TryGetValue(asked.Id, out var text)) continue;
                if (Read(asked, text ?? "", out var answer) is { } problem) problems[asked.Id] = problem;
                else if (answer is null) answers.Remove(asked.Id);
                else if (answers.GetValueOrDefault(asked.Id)?.Text != answer.Text) answers[asked.Id] = answer;
            }
            var written = VerdictJson.Write(answers);
            if (written == run.Session.Answers) return new Result(problems);
            var revision = run.Session.Revision;
            var changed = await database.Set<LabSession>().Where(s => s.Id == sessionId && s.LearnerId == learner && s.Revision == revision).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.Answers, written).SetProperty(s => s.Revision, s => s.Revision + 1), cancellationToken);
            if (changed == 1) return new Result(problems);
            if (left <= 0) throw new DbUpdateConcurrencyException($"Lab session {sessionId} changes too often.");
        }
    }

    private LocalizedText? Read(LabAnswer asked, string typed, out AnswerSeen? answer)
    {
        answer = null;
        var text = typed.Trim();
        if (text.Length == 0) return null;
        if (text.Length > Longest) return new($"{Longest}자 이내로 입력하세요.", $"Write at most {Longest} characters.");
        decimal? number = null;
        switch (asked.Kind)
        {
            case AnswerKind.Number:
                var reading = NumberReader.Read(text, asked.Unit);
                if (reading.Value is not { } value) return reading.Problem;
                number = value;
                break;
            case AnswerKind.Choice when asked.Choices.All(choice => choice.Value != text):
                return new("보기 중에서 고르세요.", "Choose one of those that are shown.");
        }
        answer = new AnswerSeen(text, number, time.GetUtcNow());
        return null;
    }
}
