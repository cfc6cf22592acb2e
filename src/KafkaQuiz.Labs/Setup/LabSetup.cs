using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;

namespace KafkaQuiz.Labs.Setup;

/// <summary>What came of a setup.</summary>
/// <param name="Done">True where everything is there now, by this run or an earlier one.</param>
/// <param name="Problem">Why not, and what to do; null where done.</param>
public sealed record SetupResult(bool Done, LocalizedText? Problem)
{
    internal static readonly SetupResult Ready = new(true, null);
}

/// <summary>
/// Prepares a learner's cluster for a lab. Only run when the learner asked for it: nothing else of this project writes to a learner's
/// cluster. Its connections let through creating topics and producing, nothing more. Running it twice changes nothing the second time.
/// </summary>
public static class LabSetup
{
    /// <summary>How long one request may take: a cluster that is just starting is slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The same steps as commands that a learner may run instead, without <c>--bootstrap-server</c>; empty where a lab needs no setup.</summary>
    public static IReadOnlyList<string> Commands(Lab lab, string bootstrapServers) =>
        [.. lab.Setup.Select(step => SetupCommands.Of(step, bootstrapServers)).OfType<string>()];

    /// <summary>Runs the setup of <paramref name="lab"/> on the cluster.</summary>
    /// <exception cref="NotGradableException">The cluster cannot be reached.</exception>
    public static async Task<SetupResult> RunAsync(Lab lab, ClusterTarget target, EgressPolicy policy, CancellationToken cancel)
    {
        await using var links = new BrokerLinks(new EgressSession(policy), target, LinkMode.Setup, Patience);
        var writer = new SetupWriter(links, cancel);
        try
        {
            foreach (var step in lab.Setup)
            {
                if (await RunAsync(step, lab.Setup, writer) is { } problem) return new SetupResult(false, problem);
            }
            return SetupResult.Ready;
        }
        catch (SetupRefusedException refused)
        {
            return new SetupResult(false, Refused(refused.Message));
        }
    }

    private static async Task<LocalizedText?> RunAsync(LabStep step, IReadOnlyList<LabStep> setup, SetupWriter writer)
    {
        switch (step)
        {
            case CreateTopic create:
                // From an earlier press of the button it may be there; what it holds is judged by the next step.
                await writer.CreateAsync(create);
                return null;
            case Produce produce:
                var end = await writer.EndAsync(produce.Topic);
                var writes = setup.OfType<Produce>().Where(other => other.Topic == produce.Topic).ToList();
                var before = writes.TakeWhile(other => !ReferenceEquals(other, produce)).Sum(earlier => (long)earlier.Records);
                if (end == before) await writer.ProduceAsync(produce);
                // From an earlier press of the button: the topic ends where this step or a later one left it, or somebody else wrote.
                else if (end < before || !EndsOf(writes).Contains(end)) return Touched(produce.Topic);
                return null;
            default: throw new InvalidOperationException($"{step.GetType().Name} is no step of a setup.");
        }
    }

    /// <summary>Records in a topic after each of the steps that write to it.</summary>
    private static IEnumerable<long> EndsOf(IReadOnlyList<Produce> writes)
    {
        long end = 0;
        return writes.Select(write => end += write.Records);
    }

    private static LocalizedText Touched(string topic) => new(
        $"{topic} 토픽에 이미 다른 레코드가 있어 준비를 멈췄습니다. 실습을 다시 시작하면 새 이름으로 준비할 수 있습니다.",
        $"The topic {topic} already holds other records, so nothing was changed. Restart the lab to prepare under fresh names.");

    private static LocalizedText Refused(string reason) => new(
        $"클러스터가 준비 작업을 거부했습니다: {reason}. 권한과 브로커 수를 확인하거나 아래 명령을 직접 실행하세요.",
        $"The cluster refused the setup: {reason}. Check permissions and the number of brokers, or run the commands below yourself.");
}
