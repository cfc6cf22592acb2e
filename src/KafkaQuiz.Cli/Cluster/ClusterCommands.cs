using System.CommandLine;

namespace KafkaQuiz.Cli.Cluster;

/// <summary><c>kafkaquiz cluster …</c>: the practice cluster by itself, for anyone who wants a Kafka for development in a second.</summary>
internal static class ClusterCommands
{
    public static Command Make(Speech say) => new("cluster", say.Of("연습 클러스터: JVM도 Docker도 없이 바로 쓰는 Kafka", "The practice cluster: a Kafka without a JVM or Docker"))
    {
        StartCommand.Make(say),
        GapsCommand.Make(say),
    };
}
