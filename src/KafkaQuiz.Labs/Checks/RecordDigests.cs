using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Content;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

/// <summary>
/// What was counted for a question. Where it was not counted while the records were read (the lab's check was changed since, or the evidence is of form 1), the
/// stored records are counted now, if they are all there.
/// </summary>
internal static class RecordDigests
{
    /// <summary>The count; else the verdict to return.</summary>
    public static bool TryRead(
        Scene scene,
        RecordQuestion question,
        LocalizedText expected,
        [NotNullWhen(true)] out Reading<RecordsSeen>? reading,
        [NotNullWhen(true)] out RecordDigest? digest,
        [NotNullWhen(false)] out CheckVerdict? verdict)
    {
        digest = null;
        if (!Scene.TryRead(scene.Now.Records, question.Topic, expected, out reading, out verdict)) return false;
        if (reading.Value is not { } seen)
        {
            verdict = CheckVerdict.Of(false, expected, Words.NoTopic(question.Topic), reading.Source);
            return false;
        }
        ClusterEvidence? from = null;
        if (question.Since is { } since && !scene.TryFrom(since, question.Topic, expected, reading.Source, out from, out verdict)) return false;
        digest = seen.Digests.FirstOrDefault(counted => counted.Question == question.Id) ?? Count(scene, question, seen, from);
        if (digest is not null) return true;
        verdict = CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"{question.Topic}: {question.Id}"), expected, reading.Source);
        return false;
    }

    /// <summary>The verdict where not everything was read and more records could change it.</summary>
    public static CheckVerdict Undecided(RecordQuestion question, LocalizedText expected, Reading<RecordsSeen> reading) =>
        CheckVerdict.Unknown(new NotGradable(reading.Value!.GoesOn ? NotGradableCause.StillReading : NotGradableCause.TooMuch, question.Topic), expected, reading.Source);

    private static RecordDigest? Count(Scene scene, RecordQuestion question, RecordsSeen seen, ClusterEvidence? from)
    {
        var tally = question.Begin();
        if (!tally.LooksAtRecords || (!seen.Complete && scene.Now.Form > 1)) return null;
        var start = from is null ? null : scene.OffsetsThen(from, question.Topic);
        if (from is not null && start is null) return null;
        foreach (var record in seen.Records)
        {
            if (question.Partition is { } partition && record.Partition != partition) continue;
            if (start is not null && start.TryGetValue(record.Partition, out var then) && record.Offset < then.End) continue;
            tally.Add(record);
        }
        return tally.Digest(seen.Complete);
    }
}
