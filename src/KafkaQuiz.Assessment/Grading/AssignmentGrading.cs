using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades owners of partitions and brokers of replicas.</summary>
internal static class AssignmentGrading
{
    public static GradedResponse Grade(AssignmentVariant question, Response response)
    {
        var given = question.Items.ToDictionary(item => item, item => response["owner." + item], StringComparer.Ordinal);
        bool balanced = question.Rule == AssignmentRule.Balanced && IsBalanced(question, given);
        PartVerdict[] parts =
        [
            .. question.Items.Select(item =>
            {
                bool right = balanced || (question.Rule == AssignmentRule.Exact && Same(question, question.Answer[item], given[item]));
                return new PartVerdict(item, right, null)
                {
                    Given = given[item].Count == 0 ? null : LocalizedText.Same(string.Join(", ", given[item])),
                    Expected = LocalizedText.Same(string.Join(", ", question.Answer[item])),
                };
            }),
        ];
        if (given.Values.All(owners => owners.Count == 0)) return Verdicts.Unanswered(question, parts);
        if (given.Values.SelectMany(owners => owners).Any(owner => !question.Owners.Contains(owner)))
            return Verdicts.Invalid(question, Verdicts.StalePage, parts);
        if (given.Values.Any(owners => owners.Count > question.Each))
            return Verdicts.Invalid(question, AtMost(question.Each), parts);

        var fraction = question is { Scoring: AssignmentScoring.PerCell, Rule: AssignmentRule.Exact } ? Verdicts.Share(parts) : Verdicts.All(parts);
        var mistake = question.Mistakes.FirstOrDefault(mistake => mistake.When.All(row => given.TryGetValue(row.Key, out var owners) && Same(question, row.Value, owners)));
        return Verdicts.Graded(question, fraction, parts).WithMistake(mistake?.Why, mistake?.Credit ?? 0);
    }

    // The first replica leads; the others follow in any order.
    private static bool Same(AssignmentVariant question, IReadOnlyList<string> right, IReadOnlyList<string> given) =>
        question.Of == AssignmentOf.Replicas
            ? right.Count == given.Count && right.Take(1).SequenceEqual(given.Take(1)) && right.Order(StringComparer.Ordinal).SequenceEqual(given.Order(StringComparer.Ordinal))
            : right.SequenceEqual(given);

    private static bool IsBalanced(AssignmentVariant question, Dictionary<string, IReadOnlyList<string>> given)
    {
        bool full = given.Values.All(owners => owners.Count == question.Each && owners.Distinct().Count() == owners.Count);
        return full
            && Spread(question, given.Values.SelectMany(owners => owners)) <= 1
            && (question.Of == AssignmentOf.Partitions || Spread(question, given.Values.Select(owners => owners[0])) <= 1);
    }

    /// <summary>Most owned less least owned, over every owner that there is.</summary>
    private static int Spread(AssignmentVariant question, IEnumerable<string> owned)
    {
        var loads = owned.CountBy(owner => owner, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        int[] all = [.. question.Owners.Select(owner => loads.GetValueOrDefault(owner))];
        return all.Max() - all.Min();
    }

    private static LocalizedText AtMost(int each) => new($"한 줄에 {each}개까지만 골라 주세요.", $"Choose at most {each} for each row.");
}
