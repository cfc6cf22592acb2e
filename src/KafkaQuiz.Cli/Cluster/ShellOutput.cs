using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>How a running cluster talks: to people or to programs.</summary>
internal abstract class ShellOutput
{
    public abstract void Ready(PracticeCluster cluster, PracticeClusterOptions options, TimeSpan took);

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
