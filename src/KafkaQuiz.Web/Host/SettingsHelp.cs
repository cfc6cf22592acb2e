using System.Text;

namespace KafkaQuiz.Web.Host;

/// <summary>The text of <c>./run --help</c>.</summary>
internal static class SettingsHelp
{
    public static string Text()
    {
        var text = new StringBuilder();
        text.AppendLine("KafkaQuiz: Apache Kafka 강의의 퀴즈와 실습 서버 / quiz and lab server of an Apache Kafka course");
        text.AppendLine();
        text.AppendLine("사용법 / usage: ./run [--NAME VALUE]...");
        text.AppendLine("모든 설정은 환경 변수로도 줄 수 있습니다. / Every setting is also an environment variable.");
        foreach (var setting in Settings.All)
        {
            text.AppendLine();
            text.Append("  --").Append(setting.Name).Append("   ").AppendLine(setting.Variable);
            text.Append("      ").AppendLine(setting.Ko);
            text.Append("      ").AppendLine(setting.En);
            text.Append("      기본값 / default: ").AppendLine(setting.Default.Length == 0 ? "(없음 / none)" : setting.Default);
        }

        return text.ToString();
    }
}
