namespace KafkaQuiz.Practice.Topics;

/// <summary>
/// Stands from the moment that a partition asks the transaction coordinator about a producer until that producer's first batch of the
/// transaction is appended: a later answer to an earlier question is not taken for it (VerificationStateEntry.java). Compared by identity.
/// </summary>
/// <param name="since">Virtual time, milliseconds.</param>
/// <param name="sequence">Of the batch that waits; -1 for an offset commit.</param>
/// <param name="epoch">The producer's.</param>
/// <param name="addsPartition">The answer adds the partition to the transaction (transaction version 2); before, it only verifies it.</param>
internal sealed class VerificationGuard(long since, int sequence, short epoch, bool addsPartition)
{
    public long Since { get; } = since;

    public bool AddsPartition { get; } = addsPartition;

    /// <summary>Of all batches that wait: none above it may be the first.</summary>
    public int LowestSequence { get; private set; } = sequence;

    public short Epoch { get; private set; } = epoch;

    /// <summary>Another batch waits as well.</summary>
    public void Take(int sequence, short epoch)
    {
        if (epoch > Epoch || (epoch == Epoch && sequence < LowestSequence))
            (Epoch, LowestSequence) = (epoch, sequence);
    }
}
