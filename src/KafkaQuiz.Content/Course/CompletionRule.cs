namespace KafkaQuiz.Content;

/// <summary>When a part of the course counts as done.</summary>
/// <param name="SectionMastery">Share of a section's points, 0 to 1, from which the section is mastered. Default 0.7.</param>
/// <param name="ChapterPass">Share of a chapter quiz's points, 0 to 1, that passes it. Default 0.7.</param>
/// <param name="ChapterQuizLength">Questions in a chapter quiz, 5 to 100. Default 20.</param>
/// <param name="CoursePass">Share of all chapters that must be passed, 0 to 1. Default 1.</param>
/// <param name="RequiredLabs">Ids of the labs that must be passed for the course to be complete.</param>
public sealed record CompletionRule(
    decimal SectionMastery,
    decimal ChapterPass,
    int ChapterQuizLength,
    decimal CoursePass,
    IReadOnlyList<string> RequiredLabs);
