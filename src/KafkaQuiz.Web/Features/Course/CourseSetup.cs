using KafkaQuiz.Content;
using KafkaQuiz.Web.Host;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>The course: its content and how far learners are.</summary>
internal static partial class CourseSetup
{
    public static void AddCourse(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(_ => ContentLoader.Load(settings.Content, new ContentCache(Path.Combine(settings.Data, "cache", "content"))));
        services.AddSingleton(provider => new CurrentCourse(provider.GetRequiredService<LoadedContent>().Content!));
        services.AddScoped<ProgressReader>();
    }

    /// <summary>Reads the content before the first request and logs what was left out.</summary>
    /// <returns>False where there is no course to serve; the log says why.</returns>
    public static bool LoadCourse(this WebApplication app)
    {
        var loaded = app.Services.GetRequiredService<LoadedContent>();
        foreach (var fault in loaded.Faults)
        {
            string text = fault.In(Language.Ko);
            if (fault.Severity == FaultSeverity.Error) LogLeftOut(app.Logger, text);
            else LogWarning(app.Logger, text);
        }

        if (loaded.Content is not { } content) return false;
        LogLoaded(app.Logger, content.Questions.Count, content.Labs.Count, content.Version[..12]);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "Content left out: {Fault}")]
    private static partial void LogLeftOut(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Warning, "Content: {Fault}")]
    private static partial void LogWarning(ILogger logger, string fault);

    [LoggerMessage(LogLevel.Information, "Content: {Questions} questions, {Labs} labs, version {Version}")]
    private static partial void LogLoaded(ILogger logger, int questions, int labs, string version);
}
