namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>A Kafka 4.x distribution on this machine, named by the environment variable KAFKA_HOME. Authoring and test equipment only.</summary>
public sealed class KafkaHome
{
    private KafkaHome(string directory) => Directory = directory;

    /// <summary>The folder that holds <c>bin/</c> and <c>libs/</c>.</summary>
    public string Directory { get; }

    /// <summary>The distribution that KAFKA_HOME names, or null with the reason why there is none.</summary>
    public static KafkaHome? Find(out string reason) => Find(Environment.GetEnvironmentVariable("KAFKA_HOME"), out reason);

    /// <summary>The distribution in <paramref name="directory"/>, or null with the reason.</summary>
    public static KafkaHome? Find(string? directory, out string reason)
    {
        reason = "";
        if (string.IsNullOrWhiteSpace(directory)) reason = "KAFKA_HOME is not set";
        else if (OperatingSystem.IsWindows()) reason = "KAFKA_HOME is not used on Windows";
        else if (!File.Exists(Path.Combine(directory, "bin", "kafka-server-start.sh"))) reason = $"KAFKA_HOME={directory} holds no bin/kafka-server-start.sh";
        else if (!OnPath("java") && !HasJavaHome()) reason = "KAFKA_HOME is set, but no java is on the PATH (Java 17 or newer is needed)";
        return reason.Length == 0 ? new KafkaHome(Path.GetFullPath(directory!)) : null;
    }

    /// <summary>The path of a tool, with or without its <c>.sh</c>; null when the distribution has no such tool.</summary>
    public string? Tool(string name)
    {
        var file = Path.GetFileName(name);
        if (!file.EndsWith(".sh", StringComparison.Ordinal)) file += ".sh";
        var path = Path.Combine(Directory, "bin", file);
        return File.Exists(path) ? path : null;
    }

    private static bool HasJavaHome() =>
        Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home && File.Exists(Path.Combine(home, "bin", "java"));

    private static bool OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, command)));
}
