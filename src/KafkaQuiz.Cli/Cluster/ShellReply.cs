using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>What a command of the shell came to.</summary>
/// <param name="IsOk">False where it could not be done.</param>
/// <param name="Text">What to say; for a fault what is wrong and what to do.</param>
/// <param name="Status">The cluster, where that is the answer.</param>
internal sealed record ShellReply(bool IsOk, string Text, ClusterSnapshot? Status = null);
