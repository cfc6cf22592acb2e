namespace KafkaQuiz.Content.Questions;

/// <summary>Which texts are meant: any of <paramref name="Answers"/>, or whatever <paramref name="Pattern"/> covers from end to end.</summary>
/// <param name="Answers">Texts; surrounding space never counts. At least one, unless this is a mistake given by a pattern alone.</param>
/// <param name="Pattern">A .NET regular expression without backtracking that must match the whole trimmed answer, or null.</param>
/// <param name="CaseMatters">Whether upper and lower case differ. Default false.</param>
public sealed record TextMatch(IReadOnlyList<string> Answers, string? Pattern, bool CaseMatters);
