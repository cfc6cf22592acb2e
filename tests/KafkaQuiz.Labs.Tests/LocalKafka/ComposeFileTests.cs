using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.TestKit;

namespace KafkaQuiz.Labs.Tests.LocalKafka;

/// <summary>The compose files that readers start are clusters that a grader can see from the host.</summary>
public sealed class ComposeFileTests
{
    private const string Image = "apache/kafka:4.3.1";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ch06", 1)]
    [InlineData("ch08", 3)]
    public async Task A_compose_file_starts_as_many_brokers_as_it_says_and_the_host_reaches_each(string chapter, int brokers)
    {
        var compose = await ComposeAsync();
        Assert.SkipUnless(compose.Length > 0, "Needs Docker Compose and an engine that runs");
        Assert.SkipUnless((await RunAsync(["docker", "image", "inspect", Image])).Code == 0, $"Needs the image {Image} on this machine");
        var ports = FreePorts(brokers);
        string[] project = [.. compose, "-p", Names.Fresh("kafkaquiz"), "-f", Path.Combine(Repository.Root, "labs", chapter, "compose.yaml")];
        try
        {
            var up = await RunAsync([.. project, "up", "-d"], ports);
            Assert.True(up.Code == 0, up.Output);
            Assert.Equal(brokers, await SeenAsync(string.Join(',', ports.Select(port => $"localhost:{port}")), brokers));
        }
        finally
        {
            await RunAsync([.. project, "down", "-v", "-t", "2"], ports);
        }
    }

    /// <summary>Brokers that a grader sees and reaches at the addresses that they advertise.</summary>
    private static async Task<int> SeenAsync(string servers, int brokers)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var reached = 0; ; await Task.Delay(TimeSpan.FromMilliseconds(500), Cancel))
        {
            try
            {
                await using var connection = await ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);
                var needs = new EvidenceNeeds();
                needs.NeedListeners();
                var evidence = await connection.CollectAsync(needs, null, null, Cancel);
                reached = evidence.Listeners?.Value?.Listeners.Count(listener => listener.Name == "HOST" && listener.ClusterId is not null) ?? 0;
            }
            catch (NotGradableException)
            {
                // Not up yet.
            }
            if (reached == brokers || TimeProvider.System.GetElapsedTime(began) > Limit) return reached;
        }
    }

    private static async Task<string[]> ComposeAsync()
    {
        if ((await RunAsync(["docker", "info"])).Code != 0) return [];
        string[][] forms = [["docker", "compose"], ["docker-compose"]];
        foreach (var form in forms)
        {
            if ((await RunAsync([.. form, "version"])).Code == 0) return form;
        }
        return [];
    }

    private static async Task<(int Code, string Output)> RunAsync(IReadOnlyList<string> words, int[]? ports = null)
    {
        var info = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in words.Skip(1)) info.ArgumentList.Add(word);
        for (var i = 0; i < ports?.Length; i++) info.Environment[ports.Length == 1 ? "KAFKA_PORT" : $"KAFKA_PORT_{i + 1}"] = ports[i].ToString(CultureInfo.InvariantCulture);
        try
        {
            using var process = Process.Start(info)!;
            var output = process.StandardOutput.ReadToEndAsync(Cancel);
            var errors = await process.StandardError.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, await output + errors);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, $"{words[0]} is not there");
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
