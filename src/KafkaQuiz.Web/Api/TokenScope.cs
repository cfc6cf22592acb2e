namespace KafkaQuiz.Web.Api;

/// <summary>Endpoint metadata: a scope that a personal access token needs besides the one of the method.</summary>
internal sealed record TokenScope(string Name)
{
    public const string Read = "read";
    public const string Write = "write";
    public const string Admin = "admin";

    /// <summary>A scope no token has: for what only its owner in a browser may do, such as making tokens.</summary>
    public static readonly TokenScope BrowserOnly = new("browser-only");

    /// <summary>The scopes that a token can be given.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Write, Admin];
}
