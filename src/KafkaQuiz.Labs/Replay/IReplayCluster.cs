using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;

namespace KafkaQuiz.Labs.Replay;

/// <summary>Where throw-away clusters for replays come from.</summary>
public interface IReplayHost
{
    /// <summary><c>practice</c> or <c>kafka</c>.</summary>
    string Name { get; }

    /// <summary>Why it cannot host a lab; null where it can.</summary>
    string? WhyNot(Lab lab);

    /// <summary>A cluster of the size that the lab needs, healthy, with nothing in it that has the lab's names.</summary>
    Task<IReplayCluster> OpenAsync(Lab lab, CancellationToken cancel);
}

/// <summary>A cluster that one attempt is replayed on. Disposing it ends what the attempt started.</summary>
public interface IReplayCluster : IAsyncDisposable
{
    /// <summary>The clock that the cluster goes by.</summary>
    TimeProvider Time { get; }

    /// <summary>What clients and the grader connect to now; null while there is nothing.</summary>
    Task<string?> ServersAsync(CancellationToken cancel);

    /// <summary>Where an advertised address is reached from here; see <see cref="ClusterTarget.Where"/>.</summary>
    Task<HostPort?> WhereAsync(HostPort advertised) => Task.FromResult<HostPort?>(advertised);

    /// <summary>Ids of its brokers, running or not.</summary>
    Task<IReadOnlyList<int>> BrokersAsync(CancellationToken cancel);

    /// <summary>Does something to a broker. It need not wait for what follows from it.</summary>
    /// <exception cref="StepNotHostedException">This kind of cluster cannot.</exception>
    Task ActAsync(BrokerAction action, int broker, TimeSpan delay, CancellationToken cancel);

    /// <summary>Lets time pass: virtual time at once; real time by waiting for it, at most <paramref name="longest"/>.</summary>
    Task PassAsync(TimeSpan span, TimeSpan longest, CancellationToken cancel);

    /// <summary>Writes a file that console steps read.</summary>
    Task WriteFileAsync(string path, string text, CancellationToken cancel);

    /// <summary>Runs one of Kafka's tools as the learner would.</summary>
    Task RunAsync(ConsoleStep step, CancellationToken cancel);
}

/// <summary>A step that this kind of cluster cannot do: the lab is then named as not run on it, with this reason.</summary>
public sealed class StepNotHostedException(string why) : Exception(why);
