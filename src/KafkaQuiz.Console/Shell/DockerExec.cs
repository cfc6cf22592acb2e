namespace KafkaQuiz.Console.Shell;

/// <summary>
/// <c>docker exec -it broker kafka-topics …</c> and <c>docker compose exec broker …</c> as readers of the course type them: there is
/// no Docker here, the command inside is run. <c>sudo</c> is passed over likewise.
/// </summary>
internal static class DockerExec
{
    private static readonly HashSet<string> WithValue = ["-u", "--user", "-w", "--workdir", "-e", "--env", "--index"];

    /// <summary>The command inside, or null when this is none.</summary>
    public static List<string>? Strip(List<string> words)
    {
        var at = words[0] == "sudo" ? 1 : 0;
        if (at >= words.Count || words[at] != "docker")
            return at == 1 ? words[1..] : null;
        at++;
        if (at < words.Count && words[at] == "compose")
            at++;
        if (at >= words.Count || words[at] != "exec")
            throw ShellFault.Refused("이 콘솔에는 Docker가 없습니다. docker exec 뒤의 명령만 실행할 수 있습니다.", "There is no Docker in this console; only the command after docker exec is run.");
        at++;
        while (at < words.Count && words[at].StartsWith('-'))
            at += WithValue.Contains(words[at]) ? 2 : 1;
        // The container's name.
        at++;
        return at < words.Count ? words[at..] : throw ShellFault.Syntax("docker exec 뒤에 컨테이너 이름과 명령을 쓰세요.", "docker exec needs a container's name and a command.");
    }
}
