using System.Collections;
using System.Globalization;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tallies;

/// <summary>One bit for each number of the range.</summary>
internal sealed class SequenceTally : RecordTally
{
    /// <summary>Most gaps, and most repeated numbers, that are named.</summary>
    private const int MostNamed = 10;

    private readonly long _from;
    private readonly string _before;
    private readonly string _after;
    private readonly BitArray _found;
    private readonly SortedSet<long> _twice = [];
    private long _distinct;
    private long _repeated;

    public SequenceTally(SequenceQuestion question)
        : base(question)
    {
        _from = question.From;
        var mark = question.Pattern.IndexOf('#', StringComparison.Ordinal);
        (_before, _after) = mark < 0 ? (question.Pattern, "") : (question.Pattern[..mark], question.Pattern[(mark + 1)..]);
        _found = new BitArray((int)Math.Clamp(question.To - question.From + 1, 0, Content.Labs.ValueSequence.MostNumbers));
    }

    public override void Add(RecordSeen record)
    {
        if (Number(record.Value) is not { } number || number < _from || number - _from >= _found.Length) return;
        Records++;
        var at = (int)(number - _from);
        if (_found[at])
        {
            _repeated++;
            if (_twice.Count < MostNamed || number < _twice.Max) _twice.Add(number);
            if (_twice.Count > MostNamed) _twice.Remove(_twice.Max);
            return;
        }
        _found[at] = true;
        _distinct++;
    }

    protected override RecordDigest Fill(RecordDigest digest) => digest with { Sequence = new SequenceDigest(_distinct, _repeated, Missing(), [.. _twice]) };

    private long? Number(string? value)
    {
        if (value is null || value.Length <= _before.Length + _after.Length
            || !value.StartsWith(_before, StringComparison.Ordinal) || !value.EndsWith(_after, StringComparison.Ordinal))
            return null;
        return long.TryParse(value.AsSpan(_before.Length, value.Length - _before.Length - _after.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private List<NumberRange> Missing()
    {
        var missing = new List<NumberRange>();
        for (var at = 0; at < _found.Length && missing.Count < MostNamed && _distinct < _found.Length; at++)
        {
            if (_found[at]) continue;
            var first = at;
            while (at + 1 < _found.Length && !_found[at + 1]) at++;
            missing.Add(new NumberRange(_from + first, _from + at));
        }
        return missing;
    }
}
