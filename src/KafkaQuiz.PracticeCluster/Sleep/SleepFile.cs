using System.Buffers.Binary;
using System.Numerics;
using KafkaQuiz.Practice.Logs;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>
/// The file of a sleeping machine, numbers little-endian: "KQSLEEP\0", format version (int32), bytes of the archive (int64), bytes of the batches
/// (int64); the archive; each batch with its size (int32) before it; CRC-32C of all that (uint32).
/// </summary>
internal static class SleepFile
{
    public const int Version = 1;

    private const int HeaderSize = 28;
    private const int ChunkSize = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "KQSLEEP\0"u8;

    public static Task WriteAsync(string path, SleepArchive archive, CancellationToken cancel) => WholeFile.WriteAsync(path, file => WriteAsync(file, archive, cancel));

    public static async Task WriteAsync(Stream file, SleepArchive saved, CancellationToken cancel)
    {
        var (archive, batches) = (saved.ToArray(), saved.Batches.Items);
        var crc = uint.MaxValue;
        var header = new byte[HeaderSize];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(12), archive.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(20), batches.Sum(b => 4L + b.Size));
        await PutAsync(header);
        await PutAsync(archive);
        foreach (var batch in batches)
        {
            var size = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(size, batch.Size);
            await PutAsync(size);
            await PutAsync(batch.Bytes);
        }
        var end = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(end, ~crc);
        await file.WriteAsync(end, cancel);

        ValueTask PutAsync(byte[] bytes)
        {
            crc = Add(crc, bytes);
            return file.WriteAsync(bytes, cancel);
        }
    }

    /// <param name="file">Seekable. It is read to its end before anything is made of it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="MachineFileException">It is damaged, another file, or newer.</exception>
    public static async Task<SleepArchive> ReadAsync(Stream file, CancellationToken cancel)
    {
        try
        {
            var header = new byte[HeaderSize];
            await file.ReadExactlyAsync(header, cancel);
            if (!header.AsSpan().StartsWith(Magic))
                throw MachineFileException.Damaged();
            if (BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)) is var version && version > Version)
                throw MachineFileException.Newer(version);
            var (archiveSize, batchesSize) = (BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(12)), BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(20)));
            var body = file.Length - HeaderSize - 4;
            if (version != Version || archiveSize < 0 || archiveSize > Math.Min(body, Array.MaxLength) || batchesSize != body - archiveSize)
                throw MachineFileException.Damaged();
            await CheckAsync(file, header, body, cancel);
            file.Position = HeaderSize;
            var archive = new byte[archiveSize];
            await file.ReadExactlyAsync(archive, cancel);
            return new SleepArchive(archive, await ReadBatchesAsync(file, batchesSize, cancel));
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or InvalidOperationException)
        {
            throw MachineFileException.Damaged(e);
        }
    }

    private static async Task CheckAsync(Stream file, byte[] header, long body, CancellationToken cancel)
    {
        var crc = Add(uint.MaxValue, header);
        var chunk = new byte[ChunkSize];
        for (var left = body; left > 0;)
        {
            var part = chunk.AsMemory(0, (int)Math.Min(left, ChunkSize));
            await file.ReadExactlyAsync(part, cancel);
            crc = Add(crc, part.Span);
            left -= part.Length;
        }
        await file.ReadExactlyAsync(chunk.AsMemory(0, 4), cancel);
        if (BinaryPrimitives.ReadUInt32LittleEndian(chunk) != ~crc)
            throw MachineFileException.Damaged();
    }

    private static async Task<List<Batch>> ReadBatchesAsync(Stream file, long left, CancellationToken cancel)
    {
        var batches = new List<Batch>();
        var size = new byte[4];
        while (left > 0)
        {
            await file.ReadExactlyAsync(size, cancel);
            left -= 4;
            var count = BinaryPrimitives.ReadInt32LittleEndian(size);
            if (count <= 0 || count > left)
                throw MachineFileException.Damaged();
            var bytes = new byte[count];
            await file.ReadExactlyAsync(bytes, cancel);
            batches.Add(new Batch(bytes));
            left -= count;
        }
        return batches;
    }

    /// <summary>CRC-32C of what came before and these bytes; eight bytes a step as long as there are as many.</summary>
    private static uint Add(uint crc, ReadOnlySpan<byte> data)
    {
        for (; data.Length >= 8; data = data[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (var b in data)
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
