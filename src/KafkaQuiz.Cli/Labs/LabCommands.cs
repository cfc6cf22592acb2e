using System.CommandLine;

namespace KafkaQuiz.Cli.Labs;

/// <summary><c>kafkaquiz lab …</c>: for who writes labs. Every command exits with 0 where all is well and 1 where it is not.</summary>
internal static class LabCommands
{
    public static Command Make(Speech say) => new("lab", say.Of("실습을 쓰는 사람을 위한 명령", "For who writes labs"))
    {
        LabLintCommand.Make(say),
        LabTestCommand.Make(say),
    };
}
