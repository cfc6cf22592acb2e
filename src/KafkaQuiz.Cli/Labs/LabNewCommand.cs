using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli.Labs;

/// <summary><c>lab new ID --section 4.2</c>: a folder with a lab that lints and replays as it stands, to be written over.</summary>
internal static partial class LabNewCommand
{
    public static Command Make(Speech say)
    {
        var id = new Argument<string>("id") { Description = say.Of("새 실습 id. 예: share-the-load", "Id of the new lab, such as share-the-load") };
        var section = new Option<string>("--section") { Required = true, Description = say.Of("실습이 속한 절. 예: 4.2", "The section that it belongs to, such as 4.2") };
        var command = new Command("new", say.Of("새 실습 폴더를 만듭니다", "Makes the folder of a new lab")) { id, section };
        command.SetAction(parsed => Run(say, parsed.GetValue(id)!, parsed.GetValue(section)!));
        return command;
    }

    private static int Run(Speech say, string id, string section)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        if (!Slug().IsMatch(id)) return Refuse(say.Of($"실습 id는 소문자, 숫자, 하이픈으로 씁니다: '{id}'", $"An id has lower-case letters, digits and hyphens: '{id}'"));
        if (ContentLoader.Load(root).Content is { } content)
        {
            if (content.Lab(id) is not null) return Refuse(say.Of($"'{id}' 실습이 이미 있습니다.", $"There is already a lab '{id}'."));
            if (content.Course.Chapters.SelectMany(chapter => chapter.Sections).All(known => known.Id != section))
                return Refuse(say.Of($"course.yaml에 {section} 절이 없습니다.", $"course.yaml has no section {section}."));
        }
        var chapter = int.Parse(section.Split('.')[0], CultureInfo.InvariantCulture);
        var folder = Path.Combine(root, "labs", string.Create(CultureInfo.InvariantCulture, $"ch{chapter:00}"), id);
        if (Directory.Exists(folder)) return Refuse(say.Of($"폴더가 이미 있습니다: {folder}", $"The folder is already there: {folder}"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "lab.yaml"), Yaml(id, section));
        File.WriteAllText(Path.Combine(folder, "page.ko.md"), "팀에서 새 토픽이 필요합니다. 왜 필요한지, 무엇을 보고 끝났다고 할 수 있는지 여기에 씁니다.\n\n토픽 이름은 `{topic}`입니다.\n");
        File.WriteAllText(Path.Combine(folder, "page.en.md"), "The team needs a new topic. Say here why, and what shows that the work is done.\n\nThe topic is called `{topic}`.\n");
        Console.WriteLine(say.Of($"만들었습니다: {folder}", $"Made {folder}"));
        Console.WriteLine(say.Of($"다음: ./kafkaquiz lab lint, ./kafkaquiz lab test {id}, ./kafkaquiz lab try {id}. 형식은 docs/labs.md에 있습니다.", $"Next: ./kafkaquiz lab lint, ./kafkaquiz lab test {id}, ./kafkaquiz lab try {id}. The form is described in docs/labs.md."));
        return 0;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    private static string Yaml(string id, string section) => $$"""
        # yaml-language-server: $schema=../../schemas/lab.schema.json
        id: {{id}}
        section: "{{section}}"
        title: { ko: 새 실습, en: A new lab }
        minutes: 10
        cluster: { brokers: 1 }
        proves:
          - { ko: 파티션 수를 정해 토픽을 만들 수 있다., en: Can create a topic with a given number of partitions. }
        vars:
          topic: { name: orders }
          partitions: { from: 3, to: 6 }
        tasks:
          - id: topic
            points: 1
            ask: { ko: "파티션이 {partitions}개인 토픽 `{topic}`을 만드세요.", en: "Create the topic `{topic}` with {partitions} partitions." }
            check:
              topic-partitions: { topic: "{topic}", equals: "{partitions}" }
            hints:
              - when: { topic-partitions: { topic: "{topic}", not: "{partitions}" } }
                say: { ko: 토픽은 있지만 파티션 수가 다릅니다., en: "The topic is there, with another number of partitions." }
              - say: { ko: "토픽 `{topic}`이 아직 없습니다. 이름을 다시 확인하세요.", en: "There is no topic `{topic}` yet. Look at the name again." }
        solution:
          - console: kafka-topics.sh --create --topic {topic} --partitions {partitions}
        wrong:
          - name: one-too-few
            does:
              - console: kafka-topics.sh --create --topic {topic} --partitions {=partitions - 1}
            fails: topic
          - name: one-too-many
            does:
              - console: kafka-topics.sh --create --topic {topic} --partitions {=partitions + 1}
            fails: topic
          - name: similar-name
            does:
              - console: kafka-topics.sh --create --topic {topic}-1 --partitions {partitions}
            fails: topic

        """;

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Slug();
}
