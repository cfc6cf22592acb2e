using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>How a running cluster talks: to people or to programs.</summary>
internal abstract class ShellOutput
{
    /// <param name="cluster">That is ready.</param>
    /// <param name="options">It was started with.</param>
    /// <param name="clientConfig">File for `--command-config`; null where nobody is asked who they are.</param>
    /// <param name="took">To start.</param>
    public abstract void Ready(PracticeCluster cluster, PracticeClusterOptions options, string? clientConfig, TimeSpan took);

    public abstract void Reply(string line, ShellReply reply);

    /// <summary>A new command may be typed.</summary>
    public virtual void Prompt()
    {
    }

    /// <summary>The cluster is about to end.</summary>
    public virtual void Ended()
    {
    }
}
