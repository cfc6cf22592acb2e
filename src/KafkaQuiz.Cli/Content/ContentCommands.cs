using System.CommandLine;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>kafkaquiz content …</c>: for who writes questions and labs. Every command exits with 0 where all is well and 1 where it is not.</summary>
internal static class ContentCommands
{
    public static Command Make(Speech say) => new("content", say.Of("문제와 실습을 쓰는 사람을 위한 명령", "For who writes questions and labs"))
    {
        LintCommand.Make(say),
        StatsCommand.Make(say),
        TestCommand.Make(say),
        PreviewCommand.Make(say),
        SchemaCommand.Make(say),
    };
}
