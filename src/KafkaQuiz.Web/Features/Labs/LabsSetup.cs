using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs.Clusters;
using KafkaQuiz.Web.Features.Labs.Json;
using KafkaQuiz.Web.Features.Labs.Pages;
using KafkaQuiz.Web.Features.Labs.Practice;
using KafkaQuiz.Web.Features.Labs.Watching;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Components.Web;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>Labs: their use cases, pages, API and watches.</summary>
internal static class LabsSetup
{
    public static void AddLabs(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(_ => new EgressPolicy(settings.LabNetworks));
        services.AddHostedService<OwnPorts>();
        services.AddSingleton<ClusterSecret>();
        services.AddSingleton<SleepingBenches>();
        services.AddSingleton<PracticeBenches>();
        services.AddHostedService(provider => provider.GetRequiredService<PracticeBenches>());
        services.AddHostedService<ForgottenBenches>();
        services.AddSingleton<ClusterConnections>();
        services.AddSingleton<LabVersions>();
        services.AddSingleton<LabWatches>();
        services.AddScoped<LabSessions>();
        services.AddScoped<StartLab>();
        services.AddScoped<StartPractice>();
        services.AddScoped<WorkPractice>();
        services.AddScoped<ConnectCluster>();
        services.AddScoped<DisconnectCluster>();
        services.AddScoped<PrepareCluster>();
        services.AddScoped<LabGrading>();
        services.AddScoped<SaveAnswers>();
        services.AddScoped<EvaluateLab>().AddScoped<SubmitEvidence>();
        services.AddScoped<ListEvaluations>();
        services.AddScoped<WatchDuty>();
        services.AddScoped<LabView>();
        services.AddScoped<LabRecords>();
        services.AddScoped<IPassedLabs>(provider => provider.GetRequiredService<LabRecords>());
        services.AddScoped<IGuestWork>(provider => provider.GetRequiredService<LabRecords>());
        services.AddScoped<IPersonalData>(provider => provider.GetRequiredService<LabRecords>());
        services.AddScoped<HtmlRenderer>();
    }

    public static void MapLabPages(this IEndpointRouteBuilder site)
    {
        site.MapLabRoutes();
        site.MapPracticeRoutes();
        site.MapLiveRoute();
    }

    public static void MapLabs(this IEndpointRouteBuilder api) => api.MapLabApi();
}
