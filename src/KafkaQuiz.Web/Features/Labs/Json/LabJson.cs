using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Languages;

namespace KafkaQuiz.Web.Features.Labs.Json;

/// <summary>A lab in the list.</summary>
internal sealed record LabSummaryJson(string Id, string Section, string Title, int Minutes, int Brokers, decimal Points, bool Passed)
{
    public static LabSummaryJson Of(LabDefinition lab, bool passed) =>
        new(lab.Id, lab.Section, lab.Title.Shown(), lab.Minutes, lab.Cluster.Brokers, lab.Points, passed);
}

/// <summary>A session: the lab with the learner's variables.</summary>
/// <param name="Id">Of the session.</param>
/// <param name="Lab">The lab's id.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="Vars">The learner's variables.</param>
/// <param name="Page">Markdown.</param>
/// <param name="Tasks">In order.</param>
/// <param name="Cluster">Bootstrap servers, or null before a cluster is connected.</param>
/// <param name="NeedsSetup">Whether the cluster must be prepared first.</param>
/// <param name="SetupCommands">The same preparation by Kafka's own tools, for a learner who does it alone; empty where the lab needs none.</param>
/// <param name="Answers">What the learner is asked to find out, with what was answered.</param>
internal sealed record LabSessionJson(
    Guid Id, string Lab, DateTimeOffset StartedAt, IReadOnlyDictionary<string, string> Vars, string Page, IReadOnlyList<LabTaskJson> Tasks, string? Cluster, bool NeedsSetup,
    IReadOnlyList<string> SetupCommands, IReadOnlyList<LabAnswerJson> Answers)
{
    public static LabSessionJson Of(LabRun run) => new(
        run.Session.Id,
        run.Session.LabId,
        run.Session.StartedAt,
        run.Lab.Vars,
        run.Lab.Page.Shown(),
        [.. run.Lab.Tasks.Select(task => new LabTaskJson(task.Id, task.Points, task.Ask.Shown()))],
        run.Session.Servers,
        run.NeedsSetup,
        LabSetup.Commands(run.Lab, run.Session.IsPractice ? LabRun.UsualServers : run.Session.Servers ?? LabRun.UsualServers),
        [.. run.Lab.Answers.Select(answer => LabAnswerJson.Of(answer, run.Answers.GetValueOrDefault(answer.Id)))]);
}

/// <summary>What a collector on the learner's own machine must know. Nothing of it is a key: the variables and the state of the learner's own cluster.</summary>
/// <param name="Lab">The lab's id.</param>
/// <param name="LabHash">Content hash of the version that the session was started with: a collector with another one collects for other checks.</param>
/// <param name="Seed">The learner's variables follow from it.</param>
/// <param name="Baseline">Evidence of the start (JSON), or null before the first.</param>
/// <param name="Memory">What grading remembers (JSON); empty for nothing.</param>
/// <param name="Answers">What was written down (JSON); empty for nothing.</param>
internal sealed record CollectingJson(string Lab, string LabHash, ulong Seed, string? Baseline, string Memory, string Answers)
{
    public static CollectingJson Of(LabRun run) =>
        new(run.Session.LabId, run.Session.LabHash, unchecked((ulong)run.Session.Seed), run.Session.Baseline, run.Session.Memory, run.Session.Answers);
}

/// <summary>A question that the learner answers in the lab's page.</summary>
/// <param name="Id">Of the answer.</param>
/// <param name="Kind"><c>text</c>, <c>number</c>, <c>choice</c>.</param>
/// <param name="Ask">Markdown.</param>
/// <param name="Unit">Of a number, or null.</param>
/// <param name="Choices">Values and texts; empty for the other kinds.</param>
/// <param name="Answer">As typed, or null before it is given.</param>
/// <param name="SavedAt">UTC, or null.</param>
internal sealed record LabAnswerJson(string Id, string Kind, string Ask, string? Unit, IReadOnlyList<AnswerChoiceJson> Choices, string? Answer, DateTimeOffset? SavedAt)
{
    public static LabAnswerJson Of(LabAnswer asked, AnswerSeen? given) => new(
        asked.Id, Names.Kebab(asked.Kind), asked.Ask.Shown(), asked.Unit, [.. asked.Choices.Select(choice => new AnswerChoiceJson(choice.Value, choice.Text.Shown()))], given?.Text, given?.At);
}

/// <summary>A choice of an answer.</summary>
internal sealed record AnswerChoiceJson(string Value, string Text);

/// <summary>A task; what it checks is not told.</summary>
internal sealed record LabTaskJson(string Id, decimal Points, string Ask);

/// <summary>A verdict.</summary>
/// <param name="TakenAt">When the evidence was taken, UTC.</param>
/// <param name="NotGradable">Why nothing could be judged, or null.</param>
/// <param name="Complete">Whether every task is done.</param>
/// <param name="Points">Earned.</param>
/// <param name="MaxPoints">Of the lab.</param>
/// <param name="Tasks">In the lab's order.</param>
internal sealed record LabVerdictJson(
    DateTimeOffset TakenAt, NotGradableJson? NotGradable, bool Complete, decimal Points, decimal MaxPoints, IReadOnlyList<TaskVerdictJson> Tasks)
{
    public static LabVerdictJson Of(LabVerdict verdict) => new(
        verdict.TakenAt,
        verdict.Fault is { } fault ? new NotGradableJson(Names.Kebab(fault.Cause), fault.Message.Shown()) : null,
        verdict.IsComplete,
        verdict.Points,
        verdict.MaxPoints,
        [.. verdict.Tasks.Select(TaskVerdictJson.Of)]);
}

/// <summary>Why something could not be judged, and what to do.</summary>
internal sealed record NotGradableJson(string Cause, string Message);

/// <summary>A task's verdict with its evidence.</summary>
/// <param name="Id">Of the task.</param>
/// <param name="State"><c>done</c>, <c>open</c>, <c>holding</c>, <c>waiting</c>, <c>broken</c>, <c>not-gradable</c>.</param>
/// <param name="Points">Earned.</param>
/// <param name="MaxPoints">Of the task.</param>
/// <param name="Expected">What must be seen.</param>
/// <param name="Observed">What was seen.</param>
/// <param name="Source">Where it was read; null where it was not.</param>
/// <param name="Hint">Markdown, or null.</param>
/// <param name="BrokenAt">When a condition that must always hold was violated first, UTC; null where it was not.</param>
internal sealed record TaskVerdictJson(
    string Id, string State, decimal Points, decimal MaxPoints, string Expected, string Observed, SourceJson? Source, string? Hint, DateTimeOffset? BrokenAt)
{
    public static TaskVerdictJson Of(TaskVerdict task) => new(
        task.Id, Names.Kebab(task.State), task.Points, task.MaxPoints, task.Check.Expected.Shown(), task.Check.Observed.Shown(), SourceJson.Of(task.Check), task.Hint?.Shown(), task.BrokenAt);
}

/// <summary>Where a fact was read.</summary>
internal sealed record SourceJson(string Api, string Broker, DateTimeOffset At)
{
    public static SourceJson? Of(CheckVerdict check) => check.Source is { } source ? new SourceJson(source.Api, source.Broker, source.At) : null;
}

/// <summary>Names of enumerations as the API writes them.</summary>
internal static class Names
{
    public static string Kebab<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
