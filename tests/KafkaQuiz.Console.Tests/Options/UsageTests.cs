using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Tests.Options;

/// <summary>Options are read out of the recorded usage texts.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("kafka-topics", "partitions", "Required", "Integer", null)]
    [InlineData("kafka-topics", "partition-size-limit-per-response", "Required", "Integer", null)]
    [InlineData("kafka-topics", "list", "None", "", null)]
    [InlineData("kafka-consumer-groups", "state", "Optional", "String", null)]
    [InlineData("kafka-console-producer", "request-required-acks", "Required", "String", "-1")]
    [InlineData("kafka-console-producer", "metadata-expiry-ms", "Required", "Long", "300000")]
    [InlineData("kafka-console-producer", "line-reader", "Required", "String", "org.apache.kafka.tools.LineMessageReader")]
    [InlineData("kafka-console-consumer", "formatter", "Required", "String", "org.apache.kafka.tools.consumer.DefaultMessageFormatter")]
    [InlineData("kafka-console-consumer", "consumer.config", "Required", "String", null)]
    [InlineData("kafka-log-dirs", "broker-list", "Required", "String", "")]
    [InlineData("kafka-leader-election", "election-type", "Required", "[PREFERRED,UNCLEAN]", null)]
    public void Declares_an_option(string tool, string option, string argument, string type, string? fallback)
    {
        var spec = Usage.Of(tool).Options[option];
        Assert.Equal((argument, type, fallback), (spec.Argument.ToString(), spec.Type, spec.Default));
    }
}
