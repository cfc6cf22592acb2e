namespace KafkaQuiz.Data.Accounts;

/// <summary>The three roles. Every user, guests too, is a learner; the other two are granted by an administrator.</summary>
public static class Roles
{
    public const string Learner = "learner";
    public const string Instructor = "instructor";
    public const string Administrator = "administrator";

    /// <summary>All roles, weakest first.</summary>
    public static readonly IReadOnlyList<string> All = [Learner, Instructor, Administrator];
}
