using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Administration;
using KafkaQuiz.Web.Features.Accounts.Passkeys;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using KafkaQuiz.Web.Features.Accounts.Profile;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using KafkaQuiz.Web.Features.Accounts.SigningIn;
using KafkaQuiz.Web.Features.Accounts.SigningUp;
using KafkaQuiz.Web.Features.Accounts.Tokens;
using KafkaQuiz.Web.Features.Accounts.TwoFactor;
using KafkaQuiz.Web.Features.Operations;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Accounts: who may sign in, how, and as what. docs/accounts.md has the rules and their sources.</summary>
internal static class AccountsSetup
{
    /// <summary>Picks the token scheme for API calls with a token, else the cookie.</summary>
    private const string AnyScheme = "cookie-or-token";

    /// <summary>Rounds of PBKDF2 with SHA-512 (OWASP Password Storage Cheat Sheet).</summary>
    private const int PasswordIterations = 210_000;

    public static void AddAccounts(this IServiceCollection services, Settings settings)
    {
        services.AddScoped<IUserStore<User>, AccountStore>();
        services.AddIdentityCore<User>(Configure)
            .AddRoles<Role>()
            .AddEntityFrameworkStores<KafkaQuizDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddPasswordValidator<PasswordRules>()
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
        services.AddSingleton<SessionCookie>();
        services.AddScoped<UserSessions>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(1));
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = settings.PublicUrl?.Host;
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ValidateOrigin = context => ValueTask.FromResult(
                !context.CrossOrigin && context.Origin == PublicAddress.Of(settings, context.HttpContext.Request, ""));
        });
        AddUseCases(services);
        services.AddScoped<NodeDuty>().AddScoped<AbandonedGuests>().AddHostedService<AbandonedGuestsTimer>();
    }

    private static void AddUseCases(IServiceCollection services) => services
        .AddScoped<Guests>().AddScoped<GuestHandOver>().AddScoped<AccountMail>()
        .AddScoped<SignUp>().AddScoped<SignIn>().AddScoped<SecondFactor>()
        .AddScoped<CurrentPassword>().AddScoped<ForgotPassword>().AddScoped<ResetPassword>().AddScoped<ChangePassword>()
        .AddScoped<AuthenticatorApp>().AddScoped<UserPasskeys>().AddScoped<PersonalTokens>()
        .AddScoped<AccountOverview>().AddScoped<ChangeName>().AddScoped<ExportAccount>().AddScoped<DeleteAccount>()
        .AddScoped<AdministratorLink>().AddScoped<UserList>().AddScoped<ChangeRole>().AddScoped<CreateAccount>();

    public static void MapAccounts(this IEndpointRouteBuilder site)
    {
        SignUpEndpoints.Map(site);
        SignInEndpoints.Map(site);
        PasswordEndpoints.Map(site);
        PasskeyEndpoints.Map(site);
        TwoFactorEndpoints.Map(site);
        TokenEndpoints.Map(site);
        AccountEndpoints.Map(site);
        AdministratorLinkEndpoints.Map(site);
        AdministrationEndpoints.Map(site);
    }

    public static void MapAccountsApi(this IEndpointRouteBuilder api)
    {
        GuestApi.MapApi(api);
        SignUpApi.MapApi(api);
        SignInApi.MapApi(api);
        PasswordApi.MapApi(api);
        PasskeyApi.MapApi(api);
        TwoFactorApi.MapApi(api);
        AccountApi.MapApi(api);
        TokenEndpoints.MapApi(api);
        AdministratorLinkEndpoints.MapApi(api);
        AdministrationEndpoints.MapApi(api);
    }

    private static void Configure(IdentityOptions options)
    {
        IdentityStores.Configure(options);
        // The sign-in name is the e-mail address, which is unique because the name is; guests have none.
        options.User.AllowedUserNameCharacters = "";
        options.User.RequireUniqueEmail = false;
        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
        // PasswordRules decides; Identity's own rules of composition are off.
        options.Password.RequiredLength = 1;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase =
            options.Password.RequireNonAlphanumeric = false;
    }
}
