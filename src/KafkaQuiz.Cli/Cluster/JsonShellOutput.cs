using System.Text.Encodings.Web;
using System.Text.Json;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>For programs: every line of standard output is one JSON object, the first with the bootstrap servers, then one for each command.</summary>
internal sealed class JsonShellOutput : ShellOutput
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Ready(PracticeCluster cluster, PracticeClusterOptions options, string? clientConfig, TimeSpan took) =>
        Write(new { bootstrapServers = cluster.BootstrapServers, clusterId = cluster.ClusterId, brokers = options.Brokers, clientConfig, readyMs = Math.Round(took.TotalMilliseconds, 1) });

    public override void Reply(string line, ShellReply reply)
    {
        if (reply.Status is { } status)
            Write(new { command = line, ok = reply.IsOk, status = Plain(status) });
        else
            Write(new { command = line, ok = reply.IsOk, message = reply.Text });
    }

    /// <summary>Durations in milliseconds, which every language reads.</summary>
    private static object Plain(ClusterSnapshot cluster) => new
    {
        clusterId = cluster.ClusterId,
        controller = cluster.Controller,
        time = cluster.Now,
        aheadMs = (long)cluster.Ahead.TotalMilliseconds,
        bytesHeld = cluster.BytesHeld,
        bytesLimit = cluster.BytesLimit,
        brokers = cluster.Nodes.Select(b => new { id = b.Id, address = b.Address, rack = b.Rack, state = b.Process.ToString().ToLowerInvariant(), fenced = b.IsFenced, slowMs = (long)b.Slowness.TotalMilliseconds, leads = b.Leads, replicas = b.Replicas }),
        topics = cluster.Topics.Select(t => new { name = t.Name, isInternal = t.IsInternal, partitions = t.Partitions.Select(p => new { p.Index, p.Leader, p.Replicas, p.Isr, p.StartOffset, EndOffset = p.HighWatermark }) }),
    };

    private static void Write<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, Web));
}
