namespace KafkaQuiz.Practice.Groups.Consumer.Assignors;

/// <summary>
/// A topic's subscribers by how many partitions they have in all. Hands out the least loaded one after the other, as if each then had one
/// more, and the most loaded, as if each then had one less (MemberAssignmentBalancer of Kafka's heterogeneous assignor).
/// </summary>
internal sealed class SubscriberLoad
{
    private readonly int[] _sizes;
    private readonly int[] _sorted;

    /// <summary>Subscribers up to here count as having <see cref="_lowSize"/> partitions.</summary>
    private int _lowEnd;
    private int _lowSize;
    private int _nextLow;

    /// <summary>Subscribers between these count as having <see cref="_highSize"/> partitions; those behind are excluded.</summary>
    private int _highStart;
    private int _highEnd;
    private int _highSize;
    private int _nextHigh;

    public SubscriberLoad(IEnumerable<int> subscribers, int[] sizes)
    {
        _sizes = sizes;
        _sorted = [.. subscribers.OrderBy(m => sizes[m]).ThenBy(m => m)];
        var (least, most) = (sizes[_sorted[0]], sizes[_sorted[^1]]);
        (_lowEnd, _lowSize, _nextLow) = (0, least - 1, 0);
        (_highStart, _highEnd, _highSize, _nextHigh) = (_sorted.Length, _sorted.Length, most + 1, _sorted.Length - 1);
        Spread = most - least;
    }

    /// <summary>Between the most and the least loaded, at the beginning.</summary>
    public int Spread { get; }

    /// <summary>What was handed out last differs by one partition at most.</summary>
    public bool IsBalanced => _highSize - _lowSize <= 1;

    public int NextLeast()
    {
        if (_nextLow >= _lowEnd)
        {
            // All of them have had one: with it they are on a par with the next heavier ones.
            _lowSize++;
            while (_lowEnd < _sorted.Length && _sizes[_sorted[_lowEnd]] == _lowSize)
                _lowEnd++;
            _nextLow = 0;
        }
        return _sorted[_nextLow++];
    }

    /// <returns>-1 when there is none.</returns>
    public int NextMost()
    {
        if (_nextHigh < _highStart)
        {
            _highSize = _highEnd <= _highStart && _highStart > 0 ? _sizes[_sorted[_highStart - 1]] : _highSize - 1;
            while (_highStart > 0 && _sizes[_sorted[_highStart - 1]] == _highSize)
                _highStart--;
            _nextHigh = _highEnd - 1;
        }
        return _nextHigh < 0 ? -1 : _sorted[_nextHigh--];
    }

    /// <summary>The one handed out last has nothing to give.</summary>
    public void Exclude()
    {
        (_sorted[_nextHigh + 1], _sorted[_highEnd - 1]) = (_sorted[_highEnd - 1], _sorted[_nextHigh + 1]);
        _highEnd--;
    }
}
