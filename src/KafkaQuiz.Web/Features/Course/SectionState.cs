using KafkaQuiz.Assessment.Progress;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>How a section stands with a learner: its sign, its words. Colour never says it alone.</summary>
internal sealed record SectionState(string Style, string Sign, string Words)
{
    public static SectionState Of(SectionProgress section, bool next) => section switch
    {
        { Questions: 0 } => new("none", "clock", T("준비 중", "Coming")),
        { Mastered: true } => new("done", "check", T("숙달", "Mastered")),
        { IsWeak: true } => new("weak", "redo", T("보완 필요", "Needs work")),
        _ when next => new("next", "arrow-right", T("다음 할 일", "Next")),
        { Answered: > 0 } => new("started", "dot", T("진행 중", "In progress")),
        _ => new("new", "dot", T("시작 전", "Not started")),
    };
}
