using KafkaQuiz.Content.Random;

namespace KafkaQuiz.Content.Tests.Random;

public sealed class SeededRandomTests
{
    // Computed by an independent implementation. These numbers are kept in attempts' seeds: if this test fails, every variant that was ever shown would change.
    [Fact]
    public void The_stream_of_a_seed_never_changes()
    {
        var random = SeededRandom.For(42, "4.3/idle-consumer", "order");
        Assert.Equal(new ulong[] { 13032169166989816730UL, 970871662086769415UL, 447734089016160995UL }, new[] { random.Next(), random.Next(), random.Next() });
        Assert.Equal(new[] { 0, 4, 1, 6, 3, 7, 2, 5 }, SeededRandom.For(7, "x").Shuffle(Enumerable.Range(0, 8)));
        Assert.Equal(3428685444924446149UL, Seed.From("learner-1", "manual-commit"));
    }

    [Fact]
    public void Numbers_below_a_bound_are_even_to_chance()
    {
        var random = SeededRandom.For(1, "even");
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
            counts[random.Below(6)]++;
        // Chi-square with 5 degrees of freedom: above 20.5 once in a thousand; the seed is fixed, so this never flickers.
        double chi = counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000);
        Assert.InRange(chi, 0, 20.5);
    }

    [Fact]
    public void Streams_of_different_labels_differ() =>
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(n => SeededRandom.For(1, "label" + n).Next()).Distinct().Count());

    [Fact]
    public void Words_have_no_letters_that_look_alike() =>
        Assert.DoesNotContain(SeededRandom.For(3, "w").Word(5000), letter => "01ilou".Contains(letter));
}
