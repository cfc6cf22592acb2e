using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>The file of `--users`: NAME=PASSWORD a line, blank lines and those that begin with # left out. A file, since other users see a command line.</summary>
internal static class SaslUsers
{
    /// <summary>False when it cannot be read, or names nobody, or has another line.</summary>
    public static bool TryRead(string path, out List<PracticeUser> users)
    {
        users = [];
        try
        {
            foreach (var line in File.ReadLines(path).Where(l => l.Trim().Length > 0 && l[0] != '#'))
            {
                if (line.IndexOf('=', StringComparison.Ordinal) is var at && (at <= 0 || at == line.Length - 1))
                    return false;
                users.Add(new(line[..at], line[(at + 1)..]) { IsSuperUser = users.Count == 0 });
            }
            return users.Count > 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
