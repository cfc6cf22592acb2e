using System.Globalization;
using KafkaQuiz.Practice;
using Spectre.Console;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>What <c>status</c> shows: brokers, the active controller, and each topic's partitions with leader and ISR.</summary>
internal static class StatusView
{
    /// <summary>Topics with more partitions are shown in one line, as Kafka's own are.</summary>
    private const int PartitionsShown = 12;

    public static void Write(Speech say, ClusterSnapshot cluster, IAnsiConsole console)
    {
        console.Write(Brokers(say, cluster));
        if (cluster.Topics.Count > 0)
            console.Write(Topics(say, cluster));
        else
            console.WriteLine(say.Of("  토픽이 아직 없습니다.", "  No topics yet."));
        var ahead = cluster.Ahead > TimeSpan.Zero ? say.Of($" (실제보다 {Ahead(cluster)} 앞섬)", $" ({Ahead(cluster)} ahead of the wall clock)") : "";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {say.Of("클러스터 시각", "cluster time")} {cluster.Now:yyyy-MM-dd HH:mm:ss}Z{ahead} · {say.Of("레코드", "records")} {MiB(cluster.BytesHeld)} / {MiB(cluster.BytesLimit)} MiB"));
    }

    private static Table Brokers(Speech say, ClusterSnapshot cluster)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(say.Of("브로커", "broker"), say.Of("주소", "address"), say.Of("상태", "state"), say.Of("컨트롤러", "controller"), say.Of("리더", "leads"), say.Of("복제본", "replicas"));
        var racks = cluster.Nodes.Any(broker => broker.Rack is not null);
        if (racks)
            table.AddColumn(say.Of("랙", "rack"));
        foreach (var broker in cluster.Nodes)
        {
            List<string> cells = [Number(broker.Id), broker.Address, State(say, broker), broker.Id == cluster.Controller ? say.Of("활성", "active") : "", Number(broker.Leads), Number(broker.Replicas)];
            if (racks)
                cells.Add(Markup.Escape(broker.Rack ?? ""));
            table.AddRow([.. cells]);
        }
        if (cluster.Controller < 0)
            table.Caption(say.Of("활성 컨트롤러가 없습니다: 메타데이터를 바꿀 수 없습니다.", "No active controller: metadata cannot change."));
        return table;
    }

    private static string State(Speech say, ClusterSnapshot.Node broker)
    {
        var state = broker.Process switch
        {
            NodeProcess.Running => broker.Slowness > TimeSpan.Zero ? $"[yellow]{say.Of("느림", "slow")} {Duration.Show(broker.Slowness)}[/]" : $"[green]{say.Of("실행 중", "running")}[/]",
            NodeProcess.Starting => $"[yellow]{say.Of("등록을 기다리는 중", "waits to be registered")}[/]",
            NodeProcess.Stopped => $"[red]{say.Of("정상 종료됨", "stopped")}[/]",
            NodeProcess.Killed => $"[red]{say.Of("강제 종료됨", "killed")}[/]",
            _ => $"[yellow]{say.Of("멈춰 있음", "hung")}[/]",
        };
        // A dead broker that is not fenced yet still counts as alive; a stopped one is fenced as a matter of course.
        return broker.Process is NodeProcess.Killed or NodeProcess.Hung ? $"{state}, {(broker.IsFenced ? "fenced" : say.Of("아직 fenced 아님", "not fenced yet"))}" : broker.IsFenced && broker.Process == NodeProcess.Running ? $"{state}, fenced" : state;
    }

    private static Table Topics(Speech say, ClusterSnapshot cluster)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns(say.Of("토픽", "topic"), say.Of("파티션", "partition"), say.Of("리더", "leader"), say.Of("복제본", "replicas"), "ISR", say.Of("오프셋", "offsets"));
        foreach (var topic in cluster.Topics)
        {
            if (topic.IsInternal || topic.Partitions.Count > PartitionsShown)
            {
                table.AddRow(Summary(say, topic));
                continue;
            }
            foreach (var partition in topic.Partitions)
            {
                table.AddRow(
                    partition.Index == 0 ? Markup.Escape(topic.Name) : "",
                    Number(partition.Index),
                    partition.Leader < 0 ? $"[red]{say.Of("없음", "none")}[/]" : Number(partition.Leader),
                    Ids(partition.Replicas),
                    partition.Isr.Count < partition.Replicas.Count ? $"[yellow]{Ids(partition.Isr)}[/]" : Ids(partition.Isr),
                    partition.Leader < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{partition.StartOffset}–{partition.HighWatermark}"));
            }
        }
        return table;
    }

    /// <summary>One line for a whole topic: which brokers lead how many, and how many partitions lack replicas.</summary>
    private static string[] Summary(Speech say, ClusterSnapshot.Topic topic)
    {
        var leaders = topic.Partitions.CountBy(partition => partition.Leader).OrderBy(pair => pair.Key)
            .Select(pair => pair.Key < 0 ? $"[red]{say.Of("없음", "none")}×{pair.Value}[/]" : $"{pair.Key}×{pair.Value}");
        var under = topic.Partitions.Count(partition => partition.Isr.Count < partition.Replicas.Count);
        return
        [
            Markup.Escape(topic.Name),
            say.Of($"{topic.Partitions.Count}개", $"{topic.Partitions.Count} in all"),
            string.Join(' ', leaders),
            "",
            under == 0 ? say.Of("모두", "complete") : $"[yellow]{say.Of($"{under}개 부족", $"{under} incomplete")}[/]",
            Number(topic.Partitions.Sum(partition => partition.HighWatermark - partition.StartOffset)),
        ];
    }

    /// <summary>To the second: it is what was asked for, less the milliseconds that asking took.</summary>
    private static string Ahead(ClusterSnapshot cluster) => Duration.Show(TimeSpan.FromSeconds(Math.Ceiling(cluster.Ahead.TotalSeconds)));

    private static string Ids(IEnumerable<int> ids) => string.Join(',', ids.Select(id => Number(id)));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string MiB(long bytes) => (bytes / 1048576.0).ToString("0.#", CultureInfo.InvariantCulture);
}
