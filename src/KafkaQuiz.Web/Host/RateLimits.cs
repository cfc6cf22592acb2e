using System.Threading.RateLimiting;
using KafkaQuiz.Web.Features.Accounts;

namespace KafkaQuiz.Web.Host;

/// <summary>
/// How much one visitor may ask for. A visitor is the signed-in user (guests too), else the address; classes share one address,
/// so the limits by address are generous and guessing passwords is stopped by the account's lockout as well.
/// Limits count per process: with N web nodes a visitor gets up to N times as much.
/// </summary>
internal static class RateLimits
{
    /// <summary>Sign-in, second factor, password reset: 60 in a minute and address.</summary>
    public const string SignIn = "sign-in";

    /// <summary>New accounts: 100 in ten minutes and address.</summary>
    public const string SignUp = "sign-up";

    /// <summary>Work that costs much (grading a lab, exporting): 30 in a minute and visitor.</summary>
    public const string Costly = "costly";

    public static IServiceCollection AddRateLimits(this IServiceCollection services, Settings settings) =>
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after))
                    context.HttpContext.Response.Headers.RetryAfter = $"{Math.Ceiling(after.TotalSeconds):0}";
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => settings.RateLimit == 0
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetTokenBucketLimiter(Visitor(http), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = settings.RateLimit * 3,
                    TokensPerPeriod = settings.RateLimit,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                }));
            options.AddPolicy(SignIn, http => Window(settings, Address(http), 60, TimeSpan.FromMinutes(1)));
            options.AddPolicy(SignUp, http => Window(settings, Address(http), 100, TimeSpan.FromMinutes(10)));
            options.AddPolicy(Costly, http => Window(settings, Visitor(http), 30, TimeSpan.FromMinutes(1)));
        });

    private static RateLimitPartition<string> Window(Settings settings, string who, int permits, TimeSpan window) =>
        settings.RateLimit == 0
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetSlidingWindowLimiter(who, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = permits,
                Window = window,
                SegmentsPerWindow = 6,
            });

    private static string Visitor(HttpContext http) => http.User.FindUserId()?.ToString() ?? Address(http);

    private static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
