using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Content.Tests.Labs;

/// <summary>Steps that do something to brokers, to time and to files.</summary>
public sealed class BrokerStepTests
{
    private static readonly LocalizedText page = new("본문", "text");

    [Fact]
    public void A_broker_is_an_id_a_fact_or_all()
    {
        var steps = Steps("""
              - stop-broker: 2
              - kill-broker: active-controller
              - hang-broker: { partition-leader: { topic: "{topic}", partition: 0 } }
              - slow-broker: { broker: 3, by: 500 }
              - start-broker: all
              - advance: 10m
              - wait: { for: { broker-count: { equals: 3 } }, at-most: 2h }
              - file: { path: config/a.properties, text: "node.id=1" }
            """);
        Assert.Equal(new BrokerStep(BrokerAction.Stop, 2, null, TimeSpan.Zero), steps[0]);
        Assert.Equal("active-controller", Assert.IsType<BrokerStep>(steps[1]).Fact!.Name);
        Assert.Equal("partition-leader", Assert.IsType<BrokerStep>(steps[2]).Fact!.Name);
        Assert.Equal(new BrokerStep(BrokerAction.Slow, 3, null, TimeSpan.FromMilliseconds(500)), steps[3]);
        Assert.Equal(new BrokerStep(BrokerAction.Start, null, null, TimeSpan.Zero), steps[4]);
        Assert.Equal(new Advance(TimeSpan.FromMinutes(10)), steps[5]);
        Assert.Equal(TimeSpan.FromHours(2), Assert.IsType<WaitFor>(steps[6]).AtMost);
        Assert.Equal(new WriteFile("config/a.properties", "node.id=1"), steps[7]);
    }

    [Theory]
    [InlineData("stop-broker: all")]
    [InlineData("stop-broker: { topic-id: { topic: a } }")]
    [InlineData("advance: 10")]
    [InlineData("advance: 0s")]
    [InlineData("file: { path: ../secret, text: a }")]
    [InlineData("file: { path: /etc/passwd, text: a }")]
    public void What_makes_no_sense_is_a_fault_of_the_file(string step)
    {
        var (_, faults) = Repository.Lab(Yaml($"  - {step}"), page);
        Assert.NotEmpty(faults);
    }

    private static IReadOnlyList<LabStep> Steps(string solution)
    {
        var (lab, faults) = Repository.Lab(Yaml(solution), page);
        Assert.Empty(faults.Select(fault => fault.In(Language.En)));
        return lab!.For(1).Solution;
    }

    private static string Yaml(string solution)
    {
        var at = Samples.Lab.IndexOf("solution:", StringComparison.Ordinal);
        var wrong = Samples.Lab.IndexOf("wrong:", StringComparison.Ordinal);
        return Samples.Lab[..at] + "solution:\n" + solution + "\n" + Samples.Lab[wrong..];
    }
}
