using System.Globalization;

namespace KafkaQuiz.Load;

/// <summary>What to run, from the command line.</summary>
/// <param name="Url">A running server; null starts one.</param>
/// <param name="Learners">Learners at once, 1 to 256. Default 8.</param>
/// <param name="Seconds">Length of each scenario, 1 to 600. Default 10.</param>
/// <param name="Rate">Attempts begun in a second by all learners together, 1 to 10,000; null: each begins the next when the last is done. Default null.</param>
/// <param name="MostAttempts">Attempts of each scenario at most, 1 to 1,000,000. Default 100,000.</param>
/// <param name="Scenarios">Which, in order. Default both.</param>
/// <param name="Chapter">Whose quiz is taken. Default 4.</param>
/// <param name="Json">Whether the report is JSON.</param>
internal sealed record LoadOptions(Uri? Url, int Learners, int Seconds, int? Rate, int MostAttempts, IReadOnlyList<Scenario> Scenarios, string Chapter, bool Json)
{
    public const string Help = """
        학습자 여러 명이 장 퀴즈를 푸는 부하를 걸고 처리량과 지연 시간을 잽니다. 로컬 서버에만 겁니다.
        Learners take chapter quizzes; throughput and latencies are measured. Loopback only.

        dotnet run -c Release --project eng/load -- [--NAME VALUE]...
          --url URL            실행 중인 서버 / a running server   (기본값: 임시 폴더에 하나를 띄움 / default: starts one on a temporary folder)
          --learners N         동시 학습자 수 / learners at once, 1-256   (8)
          --seconds N          시나리오별 시간 / seconds of each scenario, 1-600   (10)
          --rate N             초당 시작하는 응시 수 / attempts begun in a second, 1-10000   (기본값: 쉬지 않고 / default: without a pause)
          --attempts N         시나리오별 최대 응시 수 / attempts of each scenario at most, 1-1000000   (100000)
          --scenario NAME      page: 20개 답을 한 번에 저장 / 20 answers in one save; one: 하나씩 / one at a time; both   (both)
          --chapter N          어느 장의 퀴즈인지 / whose quiz   (4)
          --json               결과를 JSON으로 / the report as JSON
        """;

    /// <summary>Reads the arguments; <paramref name="fault"/> says what is wrong with them.</summary>
    public static LoadOptions? Read(string[] args, out string? fault)
    {
        var options = new LoadOptions(null, 8, 10, null, 100_000, [Scenario.OnePage, Scenario.OneByOne], "4", false);
        fault = null;
        for (int at = 0; at < args.Length; at++)
        {
            string name = args[at];
            if (name == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            string value = ++at < args.Length ? args[at] : "";
            var next = name switch
            {
                "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) && url.IsLoopback => options with { Url = url },
                "--learners" when Number(value, 256) is { } number => options with { Learners = number },
                "--seconds" when Number(value, 600) is { } number => options with { Seconds = number },
                "--rate" when Number(value, 10_000) is { } number => options with { Rate = number },
                "--attempts" when Number(value, 1_000_000) is { } number => options with { MostAttempts = number },
                "--chapter" when Number(value, 99) is not null => options with { Chapter = value },
                "--scenario" when value is "page" => options with { Scenarios = [Scenario.OnePage] },
                "--scenario" when value is "one" => options with { Scenarios = [Scenario.OneByOne] },
                "--scenario" when value is "both" => options,
                _ => null,
            };
            if (next is null)
            {
                fault = $"{name} {value}: 쓸 수 없는 옵션이나 값입니다. / not an option, or not a value of it.";
                return null;
            }

            options = next;
        }

        return options;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number : null;
}

/// <summary>How a learner's answers reach the server.</summary>
internal enum Scenario
{
    /// <summary>All answers of a quiz in one save.</summary>
    OnePage,

    /// <summary>Every answer saved when it is given.</summary>
    OneByOne,
}
