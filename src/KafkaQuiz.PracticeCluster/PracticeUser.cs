namespace KafkaQuiz.Practice;

/// <summary>Somebody who may connect to the SASL listeners of a practice cluster. Its text form never shows the password.</summary>
/// <param name="Name">Letters, digits, '.', '-' and '_'.</param>
/// <param name="Password">Not empty, without control characters.</param>
public sealed record PracticeUser(string Name, string Password)
{
    /// <summary>In `super.users`: may do everything. Default false, what ACLs say.</summary>
    public bool IsSuperUser { get; init; }

    public override string ToString() => $"User:{Name}";
}
