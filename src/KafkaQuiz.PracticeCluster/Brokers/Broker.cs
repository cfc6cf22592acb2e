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

    /// <summary>Running and not fenced: may lead and be in an ISR.</summary>
    public bool IsActive => IsRunning && !IsFenced;

    public override string ToString() => $"{Id} {Host}:{Port} {Process}{(IsFenced ? " fenced" : "")}";
}
