using System.Text;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>
/// What is saved of a machine, as bytes. One description serves both ways: each method takes a value and gives it back, written when the
/// machine goes to sleep, read in its place when it wakes. So `x.Leader = a.Int(x.Leader)` saves and restores. Numbers are
/// zigzag varints, texts UTF-8. What is read is never trusted: a count is at most the bytes that are left.
/// </summary>
internal sealed class SleepArchive
{
    private readonly MemoryStream? _written;
    private readonly byte[] _bytes;
    private int _at;

    /// <summary>Of a machine that goes to sleep.</summary>
    public SleepArchive() => (_written, _bytes, Batches) = (new MemoryStream(), [], new SleepTable<Logs.Batch>());

    /// <summary>Of one that wakes.</summary>
    /// <param name="bytes">What <see cref="ToArray"/> gave.</param>
    /// <param name="batches">The batches of all logs.</param>
    public SleepArchive(byte[] bytes, IEnumerable<Logs.Batch> batches)
    {
        _bytes = bytes;
        Batches = new SleepTable<Logs.Batch>();
        foreach (var batch in batches)
            Batches.Add(batch);
    }

    public bool IsWaking => _written is null;

    /// <summary>Every batch once, in the order in which logs first name it; their bytes are not among the archive's.</summary>
    public SleepTable<Logs.Batch> Batches { get; }

    public SleepTable<Logs.ReplicaLog> Logs { get; } = new();

    public SleepTable<Servers.StorageDirectory> Directories { get; } = new();

    public SleepTable<ClusterState> Clusters { get; } = new();

    public SleepTable<Nodes.Node> Nodes { get; } = new();

    public SleepTable<PracticeServer> Servers { get; } = new();

    private int Left => _bytes.Length - _at;

    public byte[] ToArray() => _written!.ToArray();

    /// <exception cref="InvalidDataException">Bytes are left over.</exception>
    public void End()
    {
        if (IsWaking && Left > 0)
            throw new InvalidDataException($"{Left} bytes are left over.");
    }

    public long Long(long value)
    {
        if (_written is not null)
        {
            for (var rest = (ulong)((value << 1) ^ (value >> 63)); ; rest >>= 7)
            {
                _written.WriteByte((byte)(rest < 0x80 ? rest : rest | 0x80));
                if (rest < 0x80)
                    return value;
            }
        }
        ulong read = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            read |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(read >> 1) ^ -(long)(read & 1);
        }
        throw new InvalidDataException("A number does not end.");
    }

    public int Int(int value) => checked((int)Long(value));

    public short Short(short value) => checked((short)Long(value));

    public bool Bool(bool value) => Long(value ? 1 : 0) != 0;

    public T Enum<T>(T value)
        where T : struct, Enum
    {
        var read = (T)System.Enum.ToObject(typeof(T), Int(Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)));
        return System.Enum.IsDefined(read) || typeof(T).IsDefined(typeof(FlagsAttribute), false) ? read : throw new InvalidDataException($"{read} is no {typeof(T).Name}.");
    }

    public double Double(double value) => BitConverter.Int64BitsToDouble(Long(BitConverter.DoubleToInt64Bits(value)));

    /// <summary>Ticks of UTC.</summary>
    public DateTimeOffset Time(DateTimeOffset value) => new(Long(value.UtcTicks), TimeSpan.Zero);

    public TimeSpan Span(TimeSpan value) => new(Long(value.Ticks));

    public Guid Id(Guid value) => new(Fixed(value.ToByteArray(bigEndian: true)), bigEndian: true);

    public string Text(string value)
    {
        if (_written is null)
            return Encoding.UTF8.GetString(Take(Count(0)));
        var bytes = Encoding.UTF8.GetBytes(value);
        Count(bytes.Length);
        _written.Write(bytes);
        return value;
    }

    public byte[] Bytes(byte[] value)
    {
        if (_written is null)
            return Take(Count(0)).ToArray();
        Count(value.Length);
        _written.Write(value);
        return value;
    }

    public string? OptionalText(string? value) => Bool(value is not null) ? Text(value!) : null;

    public T? Optional<T>(T? value, Func<T, T> each)
        where T : struct => Bool(value is not null) ? each(value.GetValueOrDefault()) : null;

    /// <summary>Items in their order; when waking <paramref name="each"/> is given default values.</summary>
    public List<T> List<T>(IEnumerable<T> items, Func<T, T> each)
    {
        var known = IsWaking ? [] : items.ToList();
        var count = Count(known.Count);
        var list = new List<T>();
        for (var i = 0; i < count; i++)
            list.Add(each(IsWaking ? default! : known[i]));
        return list;
    }

    /// <summary>By ordinal order of keys, so that equal dictionaries give equal bytes.</summary>
    public Dictionary<string, T> Map<T>(IEnumerable<KeyValuePair<string, T>> items, Func<T, T> each) =>
        List(items.OrderBy(i => i.Key, StringComparer.Ordinal), i => KeyValuePair.Create(Text(i.Key), each(i.Value))).ToDictionary(i => i.Key, i => i.Value);

    /// <summary>By order of keys.</summary>
    public Dictionary<int, T> Map<T>(IEnumerable<KeyValuePair<int, T>> items, Func<T, T> each) =>
        List(items.OrderBy(i => i.Key), i => KeyValuePair.Create(Int(i.Key), each(i.Value))).ToDictionary(i => i.Key, i => i.Value);

    /// <summary>A resource's configs.</summary>
    public Dictionary<string, string> Configs(IEnumerable<KeyValuePair<string, string>> configs) => Map(configs, Text);

    /// <summary>Something of a table, by its number there.</summary>
    public T Reference<T>(SleepTable<T> table, T item)
        where T : class => table[Int(IsWaking ? 0 : table.NumberOf(item))];

    public T? OptionalReference<T>(SleepTable<T> table, T? item)
        where T : class => Bool(item is not null) ? Reference(table, item!) : null;

    /// <summary>Something of a table, which it enters here the first time that it is named.</summary>
    /// <param name="table">Which.</param>
    /// <param name="item">When going to sleep.</param>
    /// <param name="first">Saves it; gives it when waking.</param>
    public T Shared<T>(SleepTable<T> table, T item, Func<T, T> first)
        where T : class
    {
        var count = table.Count;
        var number = Int(IsWaking ? 0 : table.Add(item));
        if (number != count)
            return table[number];
        item = first(item);
        if (IsWaking)
            table.Add(item);
        return item;
    }

    private int Count(int count)
    {
        count = Int(count);
        return !IsWaking || (count >= 0 && count <= Left) ? count : throw new InvalidDataException($"{count} things in {Left} bytes.");
    }

    private ReadOnlySpan<byte> Fixed(byte[] value)
    {
        if (_written is null)
            return Take(value.Length);
        _written.Write(value);
        return value;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
            throw new InvalidDataException("It ends too early.");
        _at += count;
        return _bytes.AsSpan(_at - count, count);
    }
}
