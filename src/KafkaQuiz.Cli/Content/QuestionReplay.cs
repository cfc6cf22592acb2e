using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Cli.Content;

/// <summary>
/// Replays one question: in every variant the right response scores full, every distractor and no answer score less, recognised mistakes earn
/// their credit; then every example of the author.
/// </summary>
internal sealed class QuestionReplay
{
    /// <summary>Variants of a question with parameters.</summary>
    private const uint Seeds = 40;

    private readonly Question question;
    private readonly List<ReplayFinding> failures = [];
    private readonly List<ReplayFinding> notes = [];
    private readonly HashSet<LocalizedText> recognised = [];

    private QuestionReplay(Question question) => this.question = question;

    public int Variants { get; private set; }

    public int Examples { get; private set; }

    public int Graded { get; private set; }

    public IReadOnlyList<ReplayFinding> Failures => failures;

    public IReadOnlyList<ReplayFinding> Notes => notes;

    public static QuestionReplay Of(Question question)
    {
        var replay = new QuestionReplay(question);
        try
        {
            // Without parameters the seeds differ in order and keys only: two show that neither matters.
            for (ulong seed = 0; seed < (question.IsParameterised ? Seeds : 2UL); seed++)
                replay.Try(question.Vary(seed));
            foreach (var example in question.Examples)
                replay.Try(example);
            replay.NoteUnproven();
        }
        catch (ExpressionException fault)
        {
            replay.failures.Add(new(question.Id, "", fault.Problem));
        }

        return replay;
    }

    private void Try(QuestionVariant variant)
    {
        Variants++;
        var right = variant.RightResponse();
        var grade = Grade(variant, right);
        if (!grade.IsRight)
            Fail(variant, right, "정답이 만점이 아닙니다", "The right answer does not score full", grade);
        if (Grade(variant, Response.Empty) is { Status: not GradeStatus.Unanswered } empty)
            Fail(variant, Response.Empty, "빈 답안이 무응답이 아닙니다", "No answer is not unanswered", empty);
        foreach (var distractor in Distractors.Of(variant))
        {
            var judged = Grade(variant, distractor.Response);
            if (judged.IsRight)
                Fail(variant, distractor.Response, "오답이 만점입니다", "A wrong answer scores full", judged);
            else if (distractor.Credit is { } credit && judged.Fraction != Fraction.Of(credit) && judged.Mistake is null)
                Fail(variant, distractor.Response, "적어 둔 실수로 인식되지 않습니다", "The mistake is not recognised", judged);
        }
    }

    private void Try(Example example)
    {
        Examples++;
        var variant = question.Vary(0, example.Given);
        var response = example.To(variant);
        var grade = Grade(variant, response);
        if (grade.Mistake is { } mistake)
            recognised.Add(mistake.Why);
        if (grade.IsRight == example.Accept)
            return;
        var message = example.Accept
            ? new LocalizedText($"accept 예시가 만점이 아닙니다({grade.Fraction}): {response}", $"An accept example does not score full ({grade.Fraction}): {response}")
            : new LocalizedText($"reject 예시가 만점입니다: {response}", $"A reject example scores full: {response}");
        failures.Add(new(question.Id, example.Place.ToString(), message));
    }

    // Commands and configs are recognised by their shape, from which no response can be made: an example must show that the shape is met.
    private void NoteUnproven()
    {
        IEnumerable<LocalizedText> whys = question.IsParameterised ? [] : question switch
        {
            CommandQuestion command => command.Mistakes.Select(mistake => mistake.Why),
            ConfigQuestion config => config.Mistakes.Select(mistake => mistake.Why),
            _ => [],
        };
        foreach (var why in whys.Where(why => !recognised.Contains(why)))
        {
            notes.Add(new(question.Id, "", new(
                $"어떤 reject 예시도 이 실수를 보여 주지 않습니다: {why.Ko}", $"No reject example shows this mistake: {why.En}")));
        }
    }

    private GradedResponse Grade(QuestionVariant variant, Response response)
    {
        Graded++;
        return Grader.Grade(variant, response);
    }

    private void Fail(QuestionVariant variant, Response response, string ko, string en, GradedResponse grade)
    {
        string values = string.Join(", ", variant.Head.Values.Select(value => $"{value.Key}={value.Value}"));
        string what = $"{response} seed {variant.Seed}{(values.Length == 0 ? "" : " " + values)}: {grade.Status} {grade.Fraction}";
        failures.Add(new(question.Id, "", new($"{ko}: {what}", $"{en}: {what}")));
    }
}
