using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Accounts: who may sign in, how, and as what.</summary>
internal static class AccountsSetup
{
    public static void AddAccounts(this IServiceCollection services, Settings settings)
    {
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<KafkaQuizDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "kq.session";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(30);
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
        });
        services.AddAuthorizationBuilder();
        services.AddAuthorization(AccountPolicies.Add);
        services.AddScoped<Guests>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder site)
    {
        _ = site;
    }

    private static void Configure(IdentityOptions options)
    {
        IdentityStores.Configure(options);
        options.User.RequireUniqueEmail = false;
    }
}
