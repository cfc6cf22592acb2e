using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Tallies;

/// <summary>The count of one <see cref="RecordQuestion"/>: records of a partition come in order, each once.</summary>
internal abstract class RecordTally(RecordQuestion question)
{
    public RecordQuestion Question => question;

    /// <summary>Records counted so far.</summary>
    protected long Records { get; set; }

    /// <summary>False where the headers of batches are all that it looks at.</summary>
    public virtual bool LooksAtRecords => true;

    /// <summary>True once there was more to remember than it may.</summary>
    protected virtual bool IsFull => false;

    /// <summary>Takes the header of a batch, before its records. Markers of transactions are not handed over.</summary>
    public virtual void Add(int partition, RecordBatch batch)
    {
    }

    /// <summary>Takes a record.</summary>
    public abstract void Add(RecordSeen record);

    /// <summary>What was counted.</summary>
    /// <param name="complete">Whether everything was read.</param>
    public RecordDigest Digest(bool complete) => Fill(new RecordDigest(question.Id, complete && !IsFull, Records));

    protected virtual RecordDigest Fill(RecordDigest digest) => digest;
}
