using System.Text;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>
/// A super user's client config in a file that only its owner may read, since a terminal's output ends up in logs. It is removed at the end.
/// </summary>
internal sealed class ClientConfigFile : IDisposable
{
    private ClientConfigFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where nobody is asked who they are.</summary>
    public static ClientConfigFile? For(PracticeCluster cluster)
    {
        if (cluster.Security?.Users.FirstOrDefault(u => u.IsSuperUser) is not { } user)
            return null;
        // A directory of a random name with mode 0700; the file is new in it.
        var folder = Directory.CreateTempSubdirectory("kafkaquiz-").FullName;
        var file = new ClientConfigFile(System.IO.Path.Combine(folder, "client.properties"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file.Path, options);
        stream.Write(Encoding.UTF8.GetBytes(PracticeSecurity.ClientProperties(cluster.BootstrapServers, user) + "\n"));
        return file;
    }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
