namespace KafkaQuiz.Console.Cluster;

/// <summary>A broker as the cluster advertises it.</summary>
internal sealed record KafkaNode(int Id, string Host, int Port, string? Rack)
{
    public override string ToString() => $"{Host}:{Port} (id: {Id} rack: {Rack ?? "null"} isFenced: false)";
}
