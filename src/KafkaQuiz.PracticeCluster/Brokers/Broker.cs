using KafkaQuiz.Practice.Loop;

namespace KafkaQuiz.Practice.Brokers;

/// <summary>How a broker's process is.</summary>
internal enum BrokerProcess
{
    Running,

    /// <summary>Shut down cleanly.</summary>
    Stopped,

    /// <summary>Gone without a word.</summary>
    Killed,

    /// <summary>Alive, holds its connections, does nothing (SIGSTOP, a long pause).</summary>
    Hung,
}

/// <summary>A broker, which is a voter of the controller quorum as well. Only on the loop.</summary>
internal sealed class Broker(int id, string host, string? rack)
{
    public int Id { get; } = id;

    public string Host { get; } = host;

    public int Port { get; set; }

    public string? Rack { get; } = rack;

    public BrokerProcess Process { get; set; } = BrokerProcess.Stopped;

    /// <summary>How it went before it started, until the controller has registered it; null once that is done.</summary>
    public BrokerProcess? StartsAfter { get; set; }

    /// <summary>The controller does not take it as alive: it leads nothing and is in no ISR.</summary>
    public bool IsFenced { get; set; } = true;

    /// <summary>Grows with every start.</summary>
    public long Epoch { get; set; }

    /// <summary>How much later its answers and its fetches as a follower come. Zero is a healthy broker.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Its pending fencing, if its heartbeats have stopped.</summary>
    public IDisposable? SessionTimeout { get; set; }

    /// <summary>Pulsed when a hung broker goes on.</summary>
    public Signal Resumed { get; } = new();

    public bool IsRunning => Process == BrokerProcess.Running;

    /// <summary>Log directories that have failed, by their place in `log.dirs`.</summary>
    public SortedSet<int> FailedLogDirs { get; } = [];

    /// <summary>Metadata log end and virtual time of its last fetch as a voter, kept when its process went; null while it runs.</summary>
    public (long EndOffset, DateTimeOffset At)? LastQuorumFetch { get; set; }

    /// <summary>What the controller takes as alive: may lead, be in an ISR and get replicas. A dead broker is, until it is fenced.</summary>
    public bool IsActive => !IsFenced;

    public override string ToString() => $"{Id} {Host}:{Port} {Process}{(IsFenced ? " fenced" : "")}";
}
