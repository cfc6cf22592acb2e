using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Egress;

/// <summary>A cluster that cannot be seen, where there is no evidence to say it in.</summary>
public sealed class NotGradableException(NotGradable fault, bool isTimeout = false) : Exception($"{fault.Cause}: {fault.Detail}")
{
    /// <summary>True where nobody answered in time: trying again at once would take as long again.</summary>
    internal bool IsTimeout { get; } = isTimeout || fault.Cause == NotGradableCause.TimedOut;

    /// <summary>The cause.</summary>
    public NotGradable Fault { get; } = fault;
}
