using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using KafkaQuiz.Web.Features.Accounts.Tokens;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Accounts: who may sign in, how, and as what. docs/accounts.md has the rules and their sources.</summary>
internal static class AccountsSetup
{
    /// <summary>Picks the token scheme for API calls with a token, else the cookie.</summary>
    private const string AnyScheme = "cookie-or-token";

    public static void AddAccounts(this IServiceCollection services, Settings settings)
    {
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<KafkaQuizDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        var authentication = services.AddAuthentication(AnyScheme)
            .AddPolicyScheme(AnyScheme, null, policy => policy.ForwardDefaultSelector = http =>
                TokenAuthentication.Concerns(http.Request) ? TokenAuthentication.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.SchemeName, null);
        authentication.AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "kq.session";
            if (settings.PublicUrl?.Scheme == Uri.UriSchemeHttps) cookie.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.EventsType = typeof(SessionCookie);
        });
        services.AddAuthorization(AccountPolicies.Add);
        services.AddScoped<SessionCookie>();
        services.AddScoped<UserSessions>();
        services.AddScoped<Guests>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder site)
    {
        _ = site;
    }

    private static void Configure(IdentityOptions options)
    {
        IdentityStores.Configure(options);
        // The sign-in name is the e-mail address, which is unique because the name is; guests have none.
        options.User.AllowedUserNameCharacters = "";
        options.User.RequireUniqueEmail = false;
    }
}
