using System.Globalization;
using KafkaQuiz.Protocol.Tests.Golden;

namespace KafkaQuiz.Protocol.Tests;

/// <summary>Damaged messages of every API. 10 million frames: eng/protocol/fuzz (sets KAFKAQUIZ_FUZZ_FRAMES).</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Damaged_frames_decode_or_are_refused_and_never_take_more_memory_than_the_frame_warrants()
    {
        var frames = int.Parse(Environment.GetEnvironmentVariable("KAFKAQUIZ_FUZZ_FRAMES") ?? "200000", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("KAFKAQUIZ_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        var random = new Random(seed);
        var golden = GoldenFile.Messages;
        var refused = 0;
        for (var i = 0; i < frames; i++)
        {
            var sample = golden[random.Next(golden.Count)];
            var bytes = Damage(sample.Bytes, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                sample.Decode(bytes, out _);
            }
            catch (MalformedMessageException)
            {
                refused++;
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            // An object for a struct of few bytes is larger than they are, by a bounded factor; the rest is the exception.
            Assert.True(allocated < 20_000 + (64L * bytes.Length), $"{sample}: {allocated} bytes for a frame of {bytes.Length}, frame {i} of seed {seed}");
        }
        Assert.InRange(refused, frames / 20, frames);
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var copy = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length + 1)] : (byte[])bytes.Clone();
        for (var left = random.Next(1, 4); left > 0 && copy.Length > 0; left--)
        {
            var at = random.Next(copy.Length);
            // Bytes that matter: signs, the largest varints and lengths.
            copy[at] = random.Next(3) switch { 0 => 0xFF, 1 => 0x7F, _ => (byte)random.Next(256) };
        }
        return copy;
    }
}
