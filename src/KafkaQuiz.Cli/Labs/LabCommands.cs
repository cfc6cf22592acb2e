using System.CommandLine;

namespace KafkaQuiz.Cli.Labs;

/// <summary><c>kafkaquiz lab …</c>: for who writes labs and grades them again. Every command exits with 0 where all is well and 1 where it is not.</summary>
internal static class LabCommands
{
    public static Command Make(Speech say) => new("lab", say.Of("실습을 쓰고 다시 채점하는 명령", "For who writes labs and grades them again"))
    {
        LabLintCommand.Make(say),
        LabTestCommand.Make(say),
        LabRegradeCommand.Make(say),
    };
}
