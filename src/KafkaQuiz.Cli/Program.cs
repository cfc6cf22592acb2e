using System.CommandLine;
using KafkaQuiz.Cli;
using KafkaQuiz.Cli.Backup;
using KafkaQuiz.Cli.Cluster;
using KafkaQuiz.Cli.Content;
using KafkaQuiz.Cli.Labs;

Console.OutputEncoding = System.Text.Encoding.UTF8;
var say = Speech.From(args);
var root = new RootCommand(say.Of("KafkaQuiz 명령줄 도구", "The command line of KafkaQuiz"))
{
    Speech.Option,
    ContentCommands.Make(say),
    BackupCommand.Make(say),
    RestoreCommand.Make(say),
    LabCommands.Make(say),
    ClusterCommands.Make(say),
};
return await root.Parse(args).InvokeAsync();
