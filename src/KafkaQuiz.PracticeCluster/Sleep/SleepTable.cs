namespace KafkaQuiz.Practice.Sleep;

/// <summary>Objects that are named from several places, by number.</summary>
internal sealed class SleepTable<T>
    where T : class
{
    private readonly List<T> _items = [];
    private readonly Dictionary<T, int> _numbers = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyList<T> Items => _items;

    public int Count => _items.Count;

    /// <exception cref="InvalidDataException">There is no such number.</exception>
    public T this[int number] => number >= 0 && number < _items.Count ? _items[number] : throw new InvalidDataException($"No {typeof(T).Name} {number}.");

    /// <returns>Its number, the one it had if it was there.</returns>
    public int Add(T item)
    {
        if (_numbers.TryAdd(item, _items.Count))
            _items.Add(item);
        return _numbers[item];
    }

    public bool Contains(T item) => _numbers.ContainsKey(item);

    public int NumberOf(T item) => _numbers[item];
}
