using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Gateway;

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
/// cluster. Its gateway lets through creating topics and producing, nothing more. Running it twice changes nothing the second time.
/// </summary>
public static class LabSetup
{
    private const int MostTries = 10;

    /// <summary>The same steps as commands that a learner may run instead, without <c>--bootstrap-server</c>; empty where a lab needs no setup.</summary>
    public static IReadOnlyList<string> Commands(Lab lab, string bootstrapServers) =>
        [.. lab.Setup.Select(step => SetupCommands.Of(step, bootstrapServers)).OfType<string>()];

    /// <summary>Runs the setup of <paramref name="lab"/> on the cluster.</summary>
    /// <exception cref="NotGradableException">The cluster cannot be reached.</exception>
    public static async Task<SetupResult> RunAsync(Lab lab, ClusterTarget target, EgressPolicy policy, CancellationToken cancel)
    {
        var egress = new EgressSession(policy);
        if (await ClusterProbe.RunAsync(egress, target, cancel) is { } unreachable) throw new NotGradableException(unreachable);
        await using var gateway = new KafkaGateway(egress, target, GatewayMode.Setup);
        using var admin = new AdminClientBuilder(ClientSettings.Admin(gateway)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            foreach (var step in lab.Setup)
            {
                if (await RunAsync(step, admin, gateway, cancel) is { } problem) return new SetupResult(false, problem);
            }
            return SetupResult.Ready;
        }
        catch (CreateTopicsException fault)
        {
            return new SetupResult(false, Refused(fault.Results[0].Error));
        }
        catch (KafkaException fault) when (!fault.Error.IsLocalError)
        {
            return new SetupResult(false, Refused(fault.Error));
        }
        catch (KafkaException)
        {
            var cause = await ClusterProbe.RunAsync(egress, target, cancel) ?? gateway.Faults.FirstOrDefault()
                ?? new NotGradable(NotGradableCause.TimedOut, target.BootstrapServers);
            throw new NotGradableException(cause);
        }
    }

    private static async Task<LocalizedText?> RunAsync(LabStep step, IAdminClient admin, KafkaGateway gateway, CancellationToken cancel)
    {
        switch (step)
        {
            case CreateTopic create:
                try
                {
                    await SetupSteps.CreateAsync(admin, create, cancel);
                }
                catch (CreateTopicsException fault) when (fault.Results[0].Error.Code == ErrorCode.TopicAlreadyExists)
                {
                    // From an earlier press of the button; what it holds is judged by the next step.
                }
                return null;
            case Produce produce:
                var end = await EndAsync(admin, produce.Topic, cancel);
                if (end == produce.Records) return null;
                if (end != 0) return Touched(produce.Topic);
                await SetupSteps.ProduceAsync(ClientSettings.Producer(gateway), produce, cancel);
                return null;
            default: throw new InvalidOperationException($"{step.GetType().Name} is no step of a setup.");
        }
    }

    /// <summary>Records in a topic. One that was just created is not known to every broker yet: asked again for a few seconds.</summary>
    private static async Task<long> EndAsync(IAdminClient admin, string topic, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel);
                var specs = described.TopicDescriptions[0].Partitions.Select(p => new TopicPartitionOffsetSpec { TopicPartition = new TopicPartition(topic, p.Partition), OffsetSpec = OffsetSpec.Latest() });
                var offsets = await admin.ListOffsetsAsync(specs, new ListOffsetsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel);
                return offsets.ResultInfos.Sum(info => info.TopicPartitionOffsetError.Offset.Value);
            }
            catch (KafkaException fault) when (attempt < MostTries && fault is DescribeTopicsException or ListOffsetsException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), cancel);
            }
        }
    }

    private static LocalizedText Touched(string topic) => new(
        $"{topic} 토픽에 이미 다른 레코드가 있어 준비를 멈췄습니다. 실습을 다시 시작하면 새 이름으로 준비할 수 있습니다.",
        $"The topic {topic} already holds other records, so nothing was changed. Restart the lab to prepare under fresh names.");

    private static LocalizedText Refused(Error error) => new(
        $"클러스터가 준비 작업을 거부했습니다: {error.Reason}. 권한과 브로커 수를 확인하거나 아래 명령을 직접 실행하세요.",
        $"The cluster refused the setup: {error.Reason}. Check permissions and the number of brokers, or run the commands below yourself.");
}
