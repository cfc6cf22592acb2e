using System.CommandLine;

namespace KafkaQuiz.Cli.Labs;

/// <summary><c>kafkaquiz lab …</c>: for who writes labs, does them on a machine of their own, and grades them again. Every command exits with 0 where all is well and 1 where it is not.</summary>
internal static class LabCommands
{
    public static Command Make(Speech say) => new("lab", say.Of("실습을 쓰고, 내 컴퓨터에서 채점하고, 다시 채점하는 명령", "Write labs, check them on your own machine, grade them again"))
    {
        LabNewCommand.Make(say),
        LabLintCommand.Make(say),
        LabTestCommand.Make(say),
        LabTryCommand.Make(say),
        LabCheckCommand.Make(say),
        LabRegradeCommand.Make(say),
    };
}
