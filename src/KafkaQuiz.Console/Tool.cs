namespace KafkaQuiz.Console;

/// <summary>One of Kafka's command-line tools.</summary>
internal abstract class Tool
{
    /// <summary>Without <c>.sh</c>.</summary>
    public abstract string Name { get; }

    /// <summary>True when the tool, once interrupted, has something to finish: it then watches <see cref="ToolContext.Interrupted"/> itself.</summary>
    public virtual bool EndsItself => false;

    /// <summary>Runs the tool; returns its exit code.</summary>
    /// <exception cref="ToolExitException">It ends early, having printed why.</exception>
    public abstract Task<int> RunAsync(ToolContext context, CancellationToken cancel);
}
