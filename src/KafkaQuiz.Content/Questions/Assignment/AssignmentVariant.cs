namespace KafkaQuiz.Content.Questions;

/// <summary>Owners for partitions, or brokers for replicas. Response: <c>owner.ITEM</c> = the owners of that row in order.</summary>
/// <param name="Head">What every kind has.</param>
/// <param name="Of">What is assigned.</param>
/// <param name="Items">Rows, in the order shown (<c>orders-0</c>).</param>
/// <param name="Owners">What may stand in a row, in the order shown (<c>C1</c>, <c>1</c>).</param>
/// <param name="Each">How many owners a row takes: 1 for partitions, the replication factor for replicas.</param>
/// <param name="Rule">How it is judged.</param>
/// <param name="Answer">
/// The right owners by row; under <see cref="AssignmentRule.Balanced"/> one right answer of many. For replicas the first is the leader.
/// </param>
/// <param name="Scoring">How a partly right answer counts.</param>
/// <param name="Why">Why the answer is right.</param>
/// <param name="Mistakes">Recognised wrong answers, first match wins.</param>
public sealed record AssignmentVariant(
    VariantHead Head,
    AssignmentOf Of,
    IReadOnlyList<string> Items,
    IReadOnlyList<string> Owners,
    int Each,
    AssignmentRule Rule,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Answer,
    AssignmentScoring Scoring,
    LocalizedText Why,
    IReadOnlyList<AssignmentMistake> Mistakes) : QuestionVariant(Head)
{
    public override QuestionKind Kind => QuestionKind.Assignment;

    public override IReadOnlyList<string> Fields => [.. Items.Select(item => "owner." + item)];

    public override Response RightResponse() => Response.Of([.. Items.Select(item => ("owner." + item, Answer[item].ToArray()))]);
}

/// <summary>A wrong assignment that is recognised: every row named in <paramref name="When"/> has exactly those owners.</summary>
/// <param name="When">Owners by row; rows left out do not matter.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What is wrong with it.</param>
public sealed record AssignmentMistake(IReadOnlyDictionary<string, IReadOnlyList<string>> When, decimal Credit, LocalizedText Why);

/// <summary>What is assigned.</summary>
public enum AssignmentOf
{
    /// <summary>Partitions to the consumers of a group: one owner a row.</summary>
    Partitions,

    /// <summary>Replicas to brokers: several owners a row, the first is the leader; the order of the others does not matter.</summary>
    Replicas,
}

/// <summary>What makes an assignment right.</summary>
public enum AssignmentRule
{
    /// <summary>Exactly the answer. Also where the file names <c>range</c> or <c>round-robin</c>: the answer is then computed.</summary>
    Exact,

    /// <summary>
    /// Any assignment in which every row is full without a repeated owner and the owners' loads (for replicas also their leaderships)
    /// differ by at most 1.
    /// </summary>
    Balanced,
}

/// <summary>How a partly right assignment counts.</summary>
public enum AssignmentScoring
{
    /// <summary>1 where all is right, else 0. The default.</summary>
    AllOrNothing,

    /// <summary>Share of the rows that are right. Only under <see cref="AssignmentRule.Exact"/>.</summary>
    PerCell,
}
