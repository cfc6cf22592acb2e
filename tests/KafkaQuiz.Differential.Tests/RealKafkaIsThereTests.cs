using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Differential.Tests;

/// <summary>The suite's one skip.</summary>
public sealed class RealKafkaIsThereTests
{
    [Fact]
    public void There_is_a_real_Kafka_to_compare_with() => Assert.SkipWhen(KafkaHome.Find(out var reason) is null, $"The differential suite is left out: {reason}");
}
