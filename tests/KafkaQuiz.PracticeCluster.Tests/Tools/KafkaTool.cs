using System.Diagnostics;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Tools;

/// <summary>Apache Kafka's own command line tools, from the distribution that KAFKA_HOME names.</summary>
internal static class KafkaTool
{
    public static readonly string? Home = Environment.GetEnvironmentVariable("KAFKA_HOME");

    public static void SkipIfMissing() =>
        Assert.SkipUnless(Home is not null && File.Exists(Path.Combine(Home, "bin", "kafka-topics.sh")), "KAFKA_HOME names no Kafka distribution: its own tools are not run");

    /// <summary>Runs bin/NAME.sh against the cluster and gives what it printed on standard output and error.</summary>
    /// <param name="cluster">Which.</param>
    /// <param name="name">Without the .sh.</param>
    /// <param name="arguments">As on a command line.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="controllers">Through the controllers' listeners.</param>
    /// <param name="at">The option that names the servers, when it is another; may be empty.</param>
    public static async Task<string> KafkaAsync(this PracticeCluster cluster, string name, string arguments, string? input = null, bool controllers = false, string? at = null)
    {
        var server = at ?? (controllers ? $"--bootstrap-controller {cluster.BootstrapControllers}" : $"--bootstrap-server {cluster.BootstrapServers}");
        // kafka-cluster takes it after its command, the tools with commands before it.
        var line = name == "kafka-cluster" ? $"{arguments} {server}" : $"{server} {arguments}";
        var start = new ProcessStartInfo(Path.Combine(Home!, "bin", name + ".sh"), line)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // A JVM takes a second to start, many on a busy machine.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(RealClient.Patience * 3);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return output + await error;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
