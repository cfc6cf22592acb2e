using KafkaQuiz.Web.Host;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace KafkaQuiz.Web.Features.Operations;

/// <summary>The log, and traces and metrics where an OTLP endpoint is set.</summary>
internal static class Telemetry
{
    /// <summary>Features name their <see cref="System.Diagnostics.ActivitySource"/> and meter <c>KafkaQuiz.…</c>.</summary>
    private const string Sources = "KafkaQuiz.*";

    public static void AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Logging.ClearProviders();
        if (settings.JsonLog)
        {
            builder.Logging.AddJsonConsole(options =>
            {
                options.IncludeScopes = true;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
        }
        else
        {
            builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
        }

        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);

        if (settings.Otlp is null) return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("KafkaQuiz"))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource(Sources))
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter(Sources))
            .UseOtlpExporter(OpenTelemetry.Exporter.OtlpExportProtocol.Grpc, settings.Otlp);
    }
}
