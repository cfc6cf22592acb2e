using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Egress;

/// <summary>A cluster that cannot be seen, where there is no evidence to say it in.</summary>
public sealed class NotGradableException(NotGradable fault) : Exception($"{fault.Cause}: {fault.Detail}")
{
    /// <summary>The cause.</summary>
    public NotGradable Fault { get; } = fault;
}
