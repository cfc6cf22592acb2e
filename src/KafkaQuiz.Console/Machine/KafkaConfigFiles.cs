namespace KafkaQuiz.Console;

/// <summary>The properties files that a Kafka distribution brings: config/server.properties, broker.properties, controller.properties with Kafka's own values.</summary>
public static class KafkaConfigFiles
{
    private static readonly string[] Names = ["server.properties", "broker.properties", "controller.properties"];

    /// <summary>Puts them into a session's <c>config</c> folder, where they are not there already.</summary>
    public static void AddTo(VirtualFiles files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var name in Names.Where(n => !files.IsFile($"{VirtualFiles.Home}/config/{n}")))
            files.Write($"{VirtualFiles.Home}/config/{name}", Read(name));
    }

    private static string Read(string name)
    {
        using var stream = typeof(KafkaConfigFiles).Assembly.GetManifestResourceStream("KafkaQuiz.Console.Machine.config." + name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
