using System.CommandLine;
using System.Net;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Cli.Labs;

/// <summary>
/// <c>lab check LAB</c>: looks at a cluster that the server cannot reach, from the learner's own machine, and grades here. With <c>--server</c> the evidence goes to the
/// learner's session, where it is graded again and marked as self-reported; the first check is the lab's start. Exits with 0 where the lab is complete.
/// </summary>
internal static class LabCheckCommand
{
    public static Command Make(Speech say)
    {
        var lab = new Argument<string>("lab") { Description = say.Of("실습 id", "Id of the lab") };
        var servers = new Option<string>("--bootstrap-server")
        {
            Description = say.Of("내 클러스터의 주소", "Your cluster"),
            DefaultValueFactory = _ => "localhost:9092",
        };
        var server = new Option<string?>("--server") { Description = say.Of("KafkaQuiz 서버 주소. 토큰은 KAFKAQUIZ_TOKEN에 둡니다", "Address of the KafkaQuiz server; your token is read from KAFKAQUIZ_TOKEN") };
        var seed = new Option<ulong>("--seed") { Description = say.Of("서버 없이 채점할 때 변수를 뽑는 시드. 기본값 1", "Without a server: the seed of the variables. Default 1"), DefaultValueFactory = _ => 1 };
        var prepare = new Option<bool>("--prepare") { Description = say.Of("실습 준비(토픽과 레코드)를 내 클러스터에서 먼저 실행합니다", "Runs the lab's setup (topics, records) on your cluster first") };
        var command = new Command("check", say.Of("내 컴퓨터의 클러스터를 채점하고 서버에 제출합니다", "Grades a cluster on your own machine and submits it to the server")) { lab, servers, server, seed, prepare };
        command.SetAction((parsed, cancel) => RunAsync(say, parsed.GetValue(lab)!, parsed.GetValue(servers)!, parsed.GetValue(server), parsed.GetValue(seed), parsed.GetValue(prepare), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string id, string servers, string? address, ulong seed, bool prepare, CancellationToken cancel)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        if (ContentLoader.Load(root).Content?.Lab(id) is not { } definition) return Refuse(say.Of($"'{id}' 실습이 없습니다.", $"There is no lab '{id}'."));
        if (ClusterTarget.ParseBootstrap(servers, out var problem) is not { } bootstrap) return Refuse(say.Of(problem!));
        var token = Environment.GetEnvironmentVariable("KAFKAQUIZ_TOKEN");
        Uri? uri = null;
        if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out uri) || uri.Scheme is not ("http" or "https")))
            return Refuse(say.Of($"서버 주소가 아닙니다: '{address}'. 예: https://kafka.example.com", $"'{address}' is no address of a server, such as https://kafka.example.com"));
        if (uri is not null && string.IsNullOrEmpty(token))
            return Refuse(say.Of("계정 화면의 '토큰'에서 토큰을 만들어 KAFKAQUIZ_TOKEN 환경 변수에 넣으세요.", "Make a token on your account page and put it into the environment variable KAFKAQUIZ_TOKEN."));
        if (uri is { Scheme: "http", IsLoopback: false })
            return Refuse(say.Of("토큰이 암호화되지 않은 채 나가므로 https 주소만 씁니다.", "Use an https address: over http the token would go out unencrypted."));
        using var server = uri is null ? null : new LabServer(uri, token!, say.Language == Language.Ko ? "ko" : "en");
        try
        {
            return await CheckAsync(say, definition, new ClusterTarget(bootstrap), server, seed, prepare, cancel);
        }
        catch (LabServerException refused)
        {
            return Refuse(refused.Status == 401
                ? say.Of("서버가 토큰을 받지 않았습니다. 만료되지 않은 토큰인지 확인하세요.", "The server did not take the token. See whether it has expired.")
                : say.Of($"서버가 {refused.Status}로 답했습니다. {refused.Message}", $"The server answered {refused.Status}. {refused.Message}"));
        }
        catch (HttpRequestException fault)
        {
            return Refuse(say.Of($"서버에 연결할 수 없습니다: {fault.Message}", $"The server cannot be reached: {fault.Message}"));
        }
    }

    private static async Task<int> CheckAsync(Speech say, LabDefinition definition, ClusterTarget target, LabServer? server, ulong seed, bool prepare, CancellationToken cancel)
    {
        var session = server is null ? null : await server.SessionAsync(definition.Id, cancel);
        var known = session is null ? null : await server!.CollectingAsync(session.Id, cancel);
        if (known is not null && known.LabHash != definition.ContentHash)
        {
            return Refuse(say.Of(
                "서버의 실습과 이 저장소의 실습이 다른 버전입니다. 저장소를 서버와 같은 버전으로 맞추거나, 실습 화면에서 다시 시작하세요.",
                "The server's lab and the one of this checkout are of different versions. Use the server's version, or restart the lab on its page."));
        }
        var lab = definition.For(known?.Seed ?? seed);
        // The learner's own machine and network: whatever they name is theirs to reach.
        var policy = new EgressPolicy([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);
        try
        {
            if (prepare && await LabSetup.RunAsync(lab, target, policy, cancel) is { Done: false, Problem: { } refused }) return Refuse(say.Of(refused));
            await using var connection = await ClusterConnection.OpenAsync(target, policy, TimeProvider.System, cancel);
            var baseline = known?.Baseline is { } stored ? EvidenceJson.Read(stored) : null;
            var memory = known is { Memory.Length: > 0 } ? VerdictJson.ReadMemory(known.Memory) : LabMemory.Empty;
            var evidence = await connection.CollectAsync(EvidenceNeeds.Of(lab), baseline, memory, cancel);
            if (known is { Answers.Length: > 0 }) evidence = evidence with { Answers = VerdictJson.ReadAnswers(known.Answers) };
            if (server is null)
            {
                var graded = LabGrader.Grade(lab, baseline ?? evidence, memory, evidence).Verdict;
                Show(say, lab, graded);
                return graded.IsComplete ? 0 : 1;
            }
            var verdict = await server.SubmitAsync(session!.Id, evidence, cancel);
            Show(say, lab, verdict);
            if (baseline is null)
                Console.WriteLine(say.Of("지금 상태를 실습의 시작으로 기록했습니다. 과제를 한 뒤 다시 실행하세요.", "This state was noted as the start of the lab. Do the tasks, then run this again."));
            return verdict.Complete ? 0 : 1;
        }
        catch (NotGradableException fault)
        {
            return Refuse(say.Of(fault.Fault.Message));
        }
    }

    private static void Show(Speech say, Lab lab, LabVerdict verdict)
    {
        if (verdict.Fault is { } fault)
        {
            Console.WriteLine(say.Of(fault.Message));
            return;
        }
        foreach (var task in verdict.Tasks)
            Line(say, lab, task.Id, task.State == TaskState.Done, say.Of(task.Check.Observed), task.Hint is { } hint ? say.Of(hint) : null);
        Console.WriteLine(say.Of($"점수 {verdict.Points:0.##}/{verdict.MaxPoints:0.##}", $"{verdict.Points:0.##} of {verdict.MaxPoints:0.##} points"));
    }

    private static void Show(Speech say, Lab lab, LabServer.VerdictSeen verdict)
    {
        if (verdict.NotGradable is { } fault)
        {
            Console.WriteLine(fault.Message);
            return;
        }
        foreach (var task in verdict.Tasks) Line(say, lab, task.Id, task.State == "done", task.Observed, task.Hint);
        Console.WriteLine(say.Of($"서버 채점(자가 보고): {verdict.Points:0.##}/{verdict.MaxPoints:0.##}", $"Graded by the server (self-reported): {verdict.Points:0.##} of {verdict.MaxPoints:0.##}"));
    }

    private static void Line(Speech say, Lab lab, string id, bool done, string observed, string? hint)
    {
        Console.WriteLine($"{(done ? "[x]" : "[ ]")} {say.Of(lab.Tasks.First(task => task.Id == id).Ask).ReplaceLineEndings(" ")}");
        if (done) return;
        Console.WriteLine($"    {say.Of("지금", "now")}: {observed}");
        if (hint is not null) Console.WriteLine($"    {say.Of("힌트", "hint")}: {hint.ReplaceLineEndings(" ")}");
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }
}
