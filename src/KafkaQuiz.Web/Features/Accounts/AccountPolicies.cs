using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Names for <c>RequireAuthorization</c>. A bare <c>RequireAuthorization()</c> lets guests in as well.</summary>
internal static class AccountPolicies
{
    /// <summary>A signed-up user, not a guest.</summary>
    public const string Account = "account";

    /// <summary>Instructor or administrator.</summary>
    public const string Instructor = "instructor";

    public const string Administrator = "administrator";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Account, policy => policy.RequireAssertion(context => context.User.HasAccount()));
        options.AddPolicy(Instructor, policy => policy.RequireRole(Roles.Instructor, Roles.Administrator));
        options.AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator));
    }
}
