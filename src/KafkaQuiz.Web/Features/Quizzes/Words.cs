using KafkaQuiz.Assessment;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>The names that a reader sees for kinds, levels and attempts.</summary>
internal static class Words
{
    public static string Of(QuestionKind kind) => kind switch
    {
        QuestionKind.SingleChoice => T("하나 고르기", "Single choice"),
        QuestionKind.MultipleChoice => T("모두 고르기", "Multiple choice"),
        QuestionKind.TrueFalse => T("맞다/틀리다", "True or false"),
        QuestionKind.Numeric => T("계산", "Number"),
        QuestionKind.ShortText => T("단답", "Short answer"),
        QuestionKind.Cloze => T("빈칸 채우기", "Fill the blanks"),
        QuestionKind.Ordering => T("순서 맞추기", "Ordering"),
        QuestionKind.Matching => T("짝 맞추기", "Matching"),
        QuestionKind.Command => T("명령어", "Command"),
        QuestionKind.Config => T("설정", "Configuration"),
        QuestionKind.Assignment => T("배정", "Assignment"),
        _ => kind.ToString(),
    };

    public static string Of(Level level) => level switch
    {
        Level.Recall => T("기억", "Recall"),
        Level.Understand => T("이해", "Understand"),
        Level.Apply => T("적용", "Apply"),
        Level.Analyse => T("분석", "Analyse"),
        _ => level.ToString(),
    };

    /// <summary>What to do, above the controls.</summary>
    public static string HowTo(QuestionVariant variant) => variant switch
    {
        SingleChoiceVariant => T("하나만 고르세요.", "Choose one."),
        MultipleChoiceVariant => T("맞는 것을 모두 고르세요.", "Choose all that apply."),
        TrueFalseVariant => T("맞는지 틀리는지 고르세요.", "Is it true or false?"),
        NumericVariant => T("숫자로 답하세요.", "Answer with a number."),
        ShortTextVariant => T("짧게 답하세요.", "Answer briefly."),
        ClozeVariant => T("빈칸을 채우세요.", "Fill in the blanks."),
        OrderingVariant => T("위에서 아래로 순서대로 놓으세요.", "Put them in order, from top to bottom."),
        MatchingVariant => T("왼쪽마다 알맞은 것을 고르세요.", "Choose what belongs to each."),
        CommandVariant => T("명령 한 줄을 쓰세요. 옵션의 순서는 상관없습니다.", "Write one command line; the order of options does not matter."),
        ConfigVariant => T("설정을 한 줄에 하나씩 쓰세요. 줄의 순서는 상관없습니다.", "Write one setting a line; their order does not matter."),
        AssignmentVariant { Of: AssignmentOf.Replicas } => T("파티션마다 브로커를 고르세요. 첫 번째가 리더입니다.", "Choose brokers for each partition; the first is the leader."),
        AssignmentVariant => T("파티션마다 컨슈머를 고르세요.", "Choose a consumer for each partition."),
        _ => "",
    };

    /// <summary>What an attempt asks, as a title: <c>4.3 연습</c>.</summary>
    public static string Title(Attempt attempt) => attempt.Kind switch
    {
        _ when attempt.RetryOf is not null && attempt.Kind == AttemptKind.SectionPractice => T($"{attempt.Scope} 틀린 문제 다시 풀기", $"{attempt.Scope}: wrong answers again"),
        _ when attempt.RetryOf is not null => T($"{attempt.Scope}장 틀린 문제 다시 풀기", $"Chapter {attempt.Scope}: wrong answers again"),
        AttemptKind.SectionPractice => T($"{attempt.Scope} 연습", $"Practice {attempt.Scope}"),
        AttemptKind.ChapterPractice => T($"{attempt.Scope}장 연습", $"Practice chapter {attempt.Scope}"),
        _ => T($"{attempt.Scope}장 퀴즈", $"Chapter {attempt.Scope} quiz"),
    };

    /// <summary>Points with at most one digit after the point, rounded down so that only all is all.</summary>
    public static string Points(Fraction points)
    {
        decimal tenths = Math.Floor(points.ToDecimal() * 10 + 0.000_000_001m) / 10;
        return tenths.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
    }
}
