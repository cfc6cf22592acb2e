using System.CommandLine;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>content schema</c>: writes the JSON Schemas from the parser's shapes.</summary>
internal static class SchemaCommand
{
    public static Command Make(Speech say)
    {
        var command = new Command("schema", say.Of("파서의 형식에서 JSON Schema 파일을 씁니다", "Writes the JSON Schemas from the parser's shapes"));
        command.SetAction(_ => Run(say));
        return command;
    }

    private static int Run(Speech say)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        foreach (var (path, schema) in ContentSchemas.All)
        {
            string file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, schema);
            Console.WriteLine(path);
        }

        return 0;
    }
}
