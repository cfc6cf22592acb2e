namespace KafkaQuiz.Practice.Security.Access;

/// <summary>What one check comes to.</summary>
/// <param name="IsRefused">The whole request is; it is not handled.</param>
/// <param name="Answer">To a refused request; null closes its connection.</param>
/// <param name="After">Puts what was refused into the answer to the rest, or takes out what the client may not see.</param>
internal readonly record struct Verdict<TResponse>(bool IsRefused, TResponse? Answer = null, Action<TResponse>? After = null)
    where TResponse : class
{
    public static readonly Verdict<TResponse> Passed = new(IsRefused: false);

    public static Verdict<TResponse> Refused(TResponse? answer) => new(IsRefused: true, answer);

    public static Verdict<TResponse> Then(Action<TResponse> after) => new(IsRefused: false, After: after);
}
