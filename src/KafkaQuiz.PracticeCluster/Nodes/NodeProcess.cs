namespace KafkaQuiz.Practice;

/// <summary>How a node's process is.</summary>
public enum NodeProcess
{
    /// <summary>Serves what its roles say.</summary>
    Running,

    /// <summary>Up, its controller if it has one at work, but its broker is not registered yet and takes no clients.</summary>
    Starting,

    /// <summary>Shut down cleanly.</summary>
    Stopped,

    /// <summary>Gone without a word.</summary>
    Killed,

    /// <summary>Alive, holds its connections, does nothing (SIGSTOP, a long pause).</summary>
    Hung,
}
