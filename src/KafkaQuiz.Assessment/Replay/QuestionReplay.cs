using KafkaQuiz.Assessment.Commands;
using KafkaQuiz.Assessment.Configs;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Replay;

/// <summary>
/// Grades what a bank says about its own questions (<c>kafkaquiz content test</c>): in every variant the right answer scores full, every answer
/// that differs from it in one place scores less, every recognised mistake is recognised; every <c>accept</c> example scores full, every
/// <c>reject</c> example less; commands use only tools and options that Kafka's own tools know.
/// </summary>
public static class QuestionReplay
{
    /// <summary>Variants tried of every question unless another number is asked for: 40.</summary>
    public const int DefaultSeeds = 40;

    /// <summary>Faults of all questions, in their order. Questions are tried on all processors.</summary>
    public static IReadOnlyList<ReplayFault> Of(IEnumerable<Question> questions, int seeds = DefaultSeeds) =>
        [.. questions.AsParallel().AsOrdered().SelectMany(question => Of(question, seeds))];

    /// <summary>Faults of one question; each kind of fault is told once, with the first seed that shows it.</summary>
    public static IReadOnlyList<ReplayFault> Of(Question question, int seeds = DefaultSeeds)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            var faults = new List<ReplayFault>();
            var variants = Enumerable.Range(0, seeds).Select(seed => question.Vary((ulong)seed)).ToList();
            foreach (var variant in variants)
                faults.AddRange(Answers(variant).Concat(Wrong(variant)).Concat(Written(variant)));
            faults.AddRange(Mistakes(question, variants));
            faults.AddRange(question.Examples.SelectMany(example => Examples(question, example)));
            return [.. faults.DistinctBy(fault => (fault.Code, fault.Place, fault.Seed is null ? fault.Problem.En : ""))];
        }
        catch (ExpressionException wrong)
        {
            return [new(question.Id, "cannot-draw", wrong.Problem)];
        }
    }

    private static IEnumerable<ReplayFault> Answers(QuestionVariant variant)
    {
        foreach (var response in RightResponses(variant))
        {
            var graded = Grader.Grade(variant, response);
            if (graded.IsRight) continue;
            string wrong = graded.Problem?.En ?? string.Join("; ", graded.Parts.Where(part => !part.Right).Select(part => $"{part.Key} {part.Why?.En}"));
            yield return Fault(variant, "right-not-full",
                $"정답 {Shown(response)}이(가) 만점이 아닙니다: {graded.Problem?.Ko ?? wrong}", $"The right answer {Shown(response)} does not score full: {wrong}");
        }
    }

    private static IEnumerable<Response> RightResponses(QuestionVariant variant) => variant switch
    {
        CommandVariant question => question.Answers.Select(answer => Response.Of("text", answer)),
        ConfigVariant question => question.Answers.Select(answer => Response.Of("text", answer)),
        ShortTextVariant question => question.Matches.Answers.Select(answer => Response.Of("text", answer)),
        _ => [Grader.RightResponse(variant)],
    };

    private static IEnumerable<ReplayFault> Wrong(QuestionVariant variant)
    {
        foreach (var (response, change) in WrongResponses.Of(variant))
        {
            if (Grader.Grade(variant, response).IsRight)
                yield return Fault(variant, "wrong-full", $"정답이 아닌 답이 만점입니다 ({change}): {Shown(response)}", $"An answer that is not right scores full ({change}): {Shown(response)}");
        }
    }

    // What can be seen in the answer itself.
    private static IEnumerable<ReplayFault> Written(QuestionVariant variant)
    {
        switch (variant)
        {
            case NumericVariant { Tolerance.Amount: 0 } question when decimal.Round(question.Answer, 6) != question.Answer:
                yield return Fault(variant, "needs-tolerance",
                    $"정답 {question.Answer}은(는) 소수점 아래가 길어 그대로 입력할 수 없습니다. tolerance를 쓰세요.",
                    $"Nobody types the answer {question.Answer} exactly. Give a tolerance.");
                break;
            case CommandVariant question:
                foreach (var line in question.Answers.Select(answer => CommandLine.Read(answer, out _)).OfType<CommandLine>())
                {
                    foreach (var (_, why) in line.Faults)
                        yield return new(variant.QuestionId, "refused-command", why);
                    if (KafkaTool.Find(line.Tool) is null)
                    {
                        yield return new(variant.QuestionId, "unknown-tool", new(
                            $"`{line.Tool}`의 옵션은 알지 못합니다. 옵션과 값의 짝을 모양으로만 판단합니다.",
                            $"The options of `{line.Tool}` are not known: which of them take a value is guessed by their shape."))
                        { IsWarning = true };
                    }
                }

                break;
            case ConfigVariant question:
                foreach (var problem in question.Answers.Select(answer => PropertiesReader.Read(answer).Problem).OfType<LocalizedText>())
                    yield return new(variant.QuestionId, "unreadable-answer", problem);
                break;
        }
    }

    /// <summary>Every mistake is recognised by what it describes, in one variant at least, and never earns every point.</summary>
    private static IEnumerable<ReplayFault> Mistakes(Question question, IReadOnlyList<QuestionVariant> variants)
    {
        int named = 0, recognised = 0;
        foreach (var variant in variants)
        {
            var tried = Described(variant).Select(mistake => (mistake.Why, Graded: Grader.Grade(variant, mistake.Response))).ToList();
            foreach (var (why, graded) in tried.Where(one => one.Graded.IsRight))
                yield return Fault(variant, "mistake-full", $"실수로 적어 둔 답이 만점입니다: {why.Ko}", $"A recognised mistake scores full: {why.En}");
            named = Math.Max(named, tried.Count);
            recognised = Math.Max(recognised, tried.Count(one => one.Graded.Mistake?.Why == one.Why));
        }

        if (recognised < named)
        {
            yield return new(question.Id, "mistake-hidden", new(
                $"적어 둔 실수 {named}개 가운데 {named - recognised}개는 앞의 실수에 가려 인식되지 않습니다.",
                $"{named - recognised} of {named} mistakes are never recognised: an earlier one fits first."));
        }

        foreach (var hidden in WithoutExample(question))
        {
            yield return new(question.Id, "mistake-without-example", new(
                $"이 실수를 보여 주는 reject 예시가 없습니다: {hidden.Ko}", $"No reject example shows this mistake: {hidden.En}"))
            { IsWarning = true };
        }
    }

    private static IEnumerable<(LocalizedText Why, Response Response)> Described(QuestionVariant variant) => variant switch
    {
        NumericVariant question => question.Mistakes.Select(mistake => (mistake.Why, Response.Of("text", new Value.Number(mistake.Value).ToString()))),
        ShortTextVariant question => question.Mistakes.Where(mistake => mistake.When.Answers.Count > 0).Select(mistake => (mistake.Why, Response.Of("text", mistake.When.Answers[0]))),
        AssignmentVariant question => question.Mistakes.Select(mistake => (mistake.Why, Response.Of([.. question.Items.Select(item =>
            ("owner." + item, (mistake.When.TryGetValue(item, out var owners) ? owners : question.Answer[item]).ToArray()))]))),
        _ => [],
    };

    // Mistakes of commands and configs are shapes: only an example can show one.
    private static IEnumerable<LocalizedText> WithoutExample(Question question)
    {
        if (question.Kind is not (QuestionKind.Command or QuestionKind.Config)) return [];
        var shown = new HashSet<LocalizedText>();
        var all = new HashSet<LocalizedText>();
        foreach (var example in question.Examples)
        {
            var variant = question.Vary(0, example.Given);
            all.UnionWith(variant switch { CommandVariant command => command.Mistakes.Select(mistake => mistake.Why), ConfigVariant config => config.Mistakes.Select(mistake => mistake.Why), _ => [] });
            if (Grader.Grade(variant, example.To(variant)).Mistake is { } mistake) shown.Add(mistake.Why);
        }

        return question.IsParameterised ? [] : all.Except(shown);
    }

    private static IEnumerable<ReplayFault> Examples(Question question, Example example)
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            var variant = question.Vary(seed, example.Given);
            var response = example.To(variant);
            var graded = Grader.Grade(variant, response);
            if (graded.IsRight == example.Accept) continue;
            string wrong = graded.Problem?.En ?? string.Join("; ", graded.Parts.Where(part => !part.Right).Select(part => $"{part.Key} {part.Why?.En}".Trim()));
            yield return example.Accept
                ? new(question.Id, "accept-not-full", new(
                    $"accept 예시 {Shown(response)}이(가) 만점이 아닙니다: {graded.Problem?.Ko ?? wrong}", $"The accept example {Shown(response)} does not score full: {wrong}"))
                { Place = example.Place }
                : new(question.Id, "reject-full", new(
                    $"reject 예시 {Shown(response)}이(가) 만점입니다.", $"The reject example {Shown(response)} scores full."))
                { Place = example.Place };
            yield break;
        }
    }

    private static ReplayFault Fault(QuestionVariant variant, string code, string ko, string en) => new(variant.QuestionId, code, new(ko, en)) { Seed = variant.Seed };

    private static string Shown(Response response) => response.Names.ToArray() is ["text"] ? $"“{response.Single("text")}”" : response.Json;
}
