using System.Buffers.Binary;
using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Sleep;

/// <summary>The file: what was half written, damaged or is newer.</summary>
public sealed class SleepFileTests : SleepTest
{
    [Fact]
    public async Task A_save_that_is_broken_off_leaves_the_older_file()
    {
        await using var machine = await StartThreeAsync();
        await machine.SaveAsync(Path, Cancel);
        var before = await File.ReadAllBytesAsync(Path, Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => machine.SaveAsync(Path, new CancellationToken(canceled: true)));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path, Cancel));
        Assert.False(File.Exists(Path + ".tmp"));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_written_is_no_hindrance()
    {
        await using var machine = await StartThreeAsync();
        await machine.SaveAsync(Path, Cancel);
        await File.WriteAllTextAsync(Path + ".tmp", "half", Cancel);
        await using (await PracticeMachine.WakeAsync(Path, Options, Cancel))
        {
            // It is whole.
        }
        await machine.SaveAsync(Path, Cancel);
        Assert.False(File.Exists(Path + ".tmp"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_says_so_in_both_languages()
    {
        await using var machine = new PracticeMachine(Options);
        await machine.SaveAsync(Path, Cancel);
        var bytes = await File.ReadAllBytesAsync(Path, Cancel);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), SleepFile.Version + 1);
        await File.WriteAllBytesAsync(Path, bytes, Cancel);
        var refused = await Assert.ThrowsAsync<MachineFileException>(() => PracticeMachine.WakeAsync(Path, Options, Cancel));
        Assert.Contains("업데이트", refused.Korean, StringComparison.Ordinal);
        Assert.Contains("Update the program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_damaged_anywhere_is_refused()
    {
        await using var machine = await StartThreeAsync();
        var whole = await BytesAsync(machine);
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var bytes = whole.ToArray();
            if (i % 3 == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            else
                bytes[i % 3 == 1 ? random.Next(bytes.Length) : random.Next(28)] ^= (byte)random.Next(1, 256);
            await Assert.ThrowsAsync<MachineFileException>(() => WakeAsync(bytes));
        }
    }

    [Fact]
    public async Task A_damaged_file_with_a_right_checksum_wakes_or_is_refused_and_takes_no_more_memory_than_it_is_worth()
    {
        await using var machine = await StartThreeAsync();
        var whole = await BytesAsync(machine);
        var random = new Random(11);
        for (var i = 0; i < 500; i++)
        {
            var bytes = whole.ToArray();
            for (var n = random.Next(1, 4); n > 0; n--)
                bytes[random.Next(28, bytes.Length - 4)] = (byte)random.Next(256);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)));
            var before = GC.GetTotalAllocatedBytes();
            try
            {
                await WakeAsync(bytes);
            }
            catch (MachineFileException)
            {
                // As it should be.
            }
            Assert.True(GC.GetTotalAllocatedBytes() - before < 200_000_000);
        }
    }

    private async Task WakeAsync(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        await using var machine = await PracticeMachine.WakeAsync(await SleepFile.ReadAsync(file, Cancel), Options);
    }
}
