using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>A Metadata request (v12, one topic of three partitions) over TCP from another process, one after the other.</summary>
internal static class MetadataLatency
{
    private const int Requests = 20_000;

    public static async Task RunAsync(string bootstrap)
    {
        using (var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build())
            await admin.CreateTopicsAsync([new TopicSpecification { Name = "metadata", NumPartitions = 3, ReplicationFactor = 3 }]);
        byte[] request;
        using (var writer = Frame.Write(new RequestHeader(ApiKey.Metadata, 12, 1, "bench"), new MetadataRequest { Topics = [new() { Name = "metadata" }] }))
            request = writer.ToArray();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPEndPoint.Parse(bootstrap.Split(',')[0]));
        var times = new double[Requests];
        for (var i = -2000; i < Requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            Ask(socket, request);
            if (i >= 0)
                times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }
        Array.Sort(times);
        ClusterRun.Show($"a Metadata request ({Requests} in turn)", string.Create(CultureInfo.InvariantCulture, $"median {times[Requests / 2]:0} us, least {times[0]:0} us, 99 % within {times[Requests * 99 / 100]:0} us"));
    }

    private static void Ask(Socket socket, byte[] request)
    {
        var answer = new byte[4096];
        socket.Send(request);
        var got = 0;
        while (got < 4 || got < 4 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(answer))
            got += socket.Receive(answer.AsSpan(got)) is var read and > 0 ? read : throw new IOException("The broker closed the connection.");
    }
}
