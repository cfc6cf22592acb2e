using KafkaQuiz.Content;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Quizzes.Pages;
using KafkaQuiz.Web.Features.Quizzes.Preview;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Markdown;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Practices and quizzes: their use cases, pages and API.</summary>
internal static class QuizzesSetup
{
    public static void AddQuizzes(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<MarkdownHtml>();
        services.AddSingleton<ShownVariants>();
        services.AddSingleton(new ShownFigures(Path.Combine(settings.Content, "questions")));
        if (settings.Preview) services.AddSingleton(provider => new ContentWatch(settings.Content, provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<AttemptReader>();
        services.AddScoped<GradeHistory>();
        services.AddScoped<GradeAttempt>();
        services.AddScoped<StartAttempt>();
        services.AddScoped<SaveResponses>();
        services.AddScoped<CheckAnswer>();
        services.AddScoped<SubmitAttempt>();
        services.AddScoped<RetryWrong>();
        services.AddScoped<ListAttempts>();
        services.AddScoped<IGuestWork, AttemptsOfUser>();
        services.AddScoped<IPersonalData, AttemptsOfUser>();
    }

    public static void MapQuizPages(this IEndpointRouteBuilder site)
    {
        site.MapAttemptPages();
        site.MapFigures();
        if (site.ServiceProvider.GetRequiredService<Settings>().Preview) site.MapPreview();
    }
}
