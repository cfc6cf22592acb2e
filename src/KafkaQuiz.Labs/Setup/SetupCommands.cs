using System.Globalization;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Setup;

/// <summary>The steps of a setup as shell commands with Kafka's own tools.</summary>
internal static class SetupCommands
{
    public static string? Of(LabStep step, string bootstrap) => step switch
    {
        CreateTopic create =>
            $"kafka-topics.sh --bootstrap-server {bootstrap} --create --topic {create.Topic} --partitions {create.Partitions} --replication-factor {create.ReplicationFactor}"
            + string.Concat(create.Config.Select(config => $" --config {config.Key}={config.Value}")),
        // Kafka's own producer tool gives every record the time of writing.
        Produce { Time: not null } produce => $"# {produce.Topic}: 시각이 정해진 레코드 {produce.Records}개는 '준비하기' 버튼이나 lab check --prepare로 만듭니다 ({produce.Records} records with given timestamps: use the Prepare button, or lab check --prepare)",
        Produce produce => Records(produce) + $" | kafka-console-producer.sh --bootstrap-server {bootstrap} --topic {produce.Topic}"
            + (produce.Key is null ? "" : " --property parse.key=true --property key.separator=:"),
        _ => null,
    };

    private static string Records(Produce produce)
    {
        var last = (produce.Records - 1).ToString(CultureInfo.InvariantCulture);
        var record = (produce.Key is null ? "" : produce.Key + ":") + produce.Value;
        var shell = "\"" + record.Replace("{i}", "$i", StringComparison.Ordinal) + "\"";
        return produce.Mark is { } mark
            ? $"for i in $(seq 0 {last}); do [ $i -eq {mark} ] && echo poison || echo {shell}; done"
            : $"for i in $(seq 0 {last}); do echo {shell}; done";
    }
}
