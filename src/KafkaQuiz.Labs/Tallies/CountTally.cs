using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tallies;

internal sealed class CountTally(CountQuestion question) : RecordTally(question)
{
    public override void Add(RecordSeen record)
    {
        if ((question.Key is null || question.Key.Holds(record.Key)) && (question.Value is null || question.Value.Holds(record.Value))) Records++;
    }
}
