using KafkaQuiz.Content;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>What a look at the evidence says of one check.</summary>
public enum CheckOutcome
{
    /// <summary>Seen, and as it must be.</summary>
    Holds,

    /// <summary>Seen, and not as it must be.</summary>
    Fails,

    /// <summary>Not seen: says nothing about the learner's work.</summary>
    NotGradable,
}

/// <summary>The verdict on one check, with its evidence.</summary>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Credit">Share of the points, 0 to 1: 1 where it holds; of a check with parts, the share of the parts that hold.</param>
/// <param name="Expected">What must be seen.</param>
/// <param name="Observed">What was seen; the cause where nothing was.</param>
/// <param name="Source">Where it was read; null where it was not.</param>
/// <param name="Fault">Why it is not gradable, or null.</param>
/// <param name="Parts">The verdicts of its parts, for checks made of others.</param>
public sealed record CheckVerdict(
    CheckOutcome Outcome,
    double Credit,
    LocalizedText Expected,
    LocalizedText Observed,
    Source? Source,
    NotGradable? Fault,
    IReadOnlyList<CheckVerdict> Parts)
{
    internal static CheckVerdict Of(bool holds, LocalizedText expected, LocalizedText observed, Source source) =>
        new(holds ? CheckOutcome.Holds : CheckOutcome.Fails, holds ? 1 : 0, expected, observed, source, null, []);

    /// <summary>Of several things that must all fit: holds where they do, and credits the share that does.</summary>
    internal static CheckVerdict OfShare(int fit, int all, LocalizedText expected, LocalizedText observed, Source source) =>
        Of(fit == all, expected, observed, source) with { Credit = all == 0 ? 1 : (double)fit / all };

    internal static CheckVerdict Unknown(NotGradable fault, LocalizedText expected, Source? source = null) =>
        new(CheckOutcome.NotGradable, 0, expected, fault.Message, source, fault, []);
}
