using System.Globalization;
using System.Text.Json;

namespace KafkaQuiz.Load;

/// <summary>Writes what was measured.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    public static string Text(IEnumerable<LoadRun> runs)
    {
        var lines = new List<string>();
        foreach (var run in runs)
        {
            string name = run.Scenario == Scenario.OnePage ? "20개 답을 한 번에 저장 / 20 answers in one save" : "답을 하나씩 저장 / one answer at a time";
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{name}: 학습자 {run.Learners}명 / learners, {run.Seconds:0.0} s, {run.Attempts} attempts, {run.AttemptsPerSecond:0.0} attempts/s{(run.ServerCpuMs is { } cpu ? $", server CPU {cpu:0.00} ms/attempt" : "")}, client CPU {run.ClientCpuMs:0.00} ms/attempt"));
            foreach (var (kind, latencies) in Kinds(run))
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"  {kind,-7} n={latencies.Count,-8} p50 {latencies.Percentile(0.5),7:0.00} ms   p95 {latencies.Percentile(0.95),7:0.00} ms   p99 {latencies.Percentile(0.99),7:0.00} ms   max {latencies.Percentile(1),7:0.00} ms"));
            }
        }

        return string.Join('\n', lines);
    }

    public static string Json(IEnumerable<LoadRun> runs) => JsonSerializer.Serialize(
        runs.Select(run => new
        {
            Scenario = run.Scenario == Scenario.OnePage ? "page" : "one",
            run.Learners,
            run.Seconds,
            run.Attempts,
            run.AttemptsPerSecond,
            run.ServerCpuMs,
            run.ClientCpuMs,
            Latencies = Kinds(run).ToDictionary(
                kind => kind.Name,
                kind => new { kind.Latencies.Count, P50 = kind.Latencies.Percentile(0.5), P95 = kind.Latencies.Percentile(0.95), P99 = kind.Latencies.Percentile(0.99) }),
        }),
        json);

    private static IEnumerable<(string Name, Latencies Latencies)> Kinds(LoadRun run) => [("start", run.Start), ("save", run.Save), ("submit", run.Submit)];
}
