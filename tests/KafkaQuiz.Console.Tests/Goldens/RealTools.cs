using System.Diagnostics;
using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>Runs a command line in bash with Kafka's own tools on the path, in a folder of its own.</summary>
internal sealed class RealTools : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kafkaquiz-goldens-").FullName;
    private readonly Dictionary<string, Process> _started = [];

    public RealTools(KafkaHome home)
    {
        var bin = Directory.CreateDirectory(Path.Combine(_directory, "bin")).FullName;
        foreach (var tool in Directory.GetFiles(Path.Combine(home.Directory, "bin"), "kafka-*.sh"))
        {
            File.CreateSymbolicLink(Path.Combine(bin, Path.GetFileName(tool)), tool);
            File.CreateSymbolicLink(Path.Combine(bin, Path.GetFileNameWithoutExtension(tool)), tool);
        }
        Directory.CreateDirectory(Work);
    }

    /// <summary>Where commands run.</summary>
    public string Work => Path.Combine(_directory, "work");

    public async Task<Printed> RunAsync(string command, CancellationToken cancel)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = await process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return new Printed(await output, error, process.ExitCode);
    }

    public void StartInBackground(string name, string command) => _started[name] = Start("exec " + command);

    public async Task StopAsync(string name, CancellationToken cancel)
    {
        using var process = _started[name];
        _started.Remove(name);
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A tool that will not end by itself.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancel);
        }
    }

    public void Dispose()
    {
        foreach (var process in _started.Values)
            process.Kill(entireProcessTree: true);
        Directory.Delete(_directory, recursive: true);
    }

    private Process Start(string command)
    {
        var info = new ProcessStartInfo("/bin/bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Work,
        };
        info.Environment["PATH"] = Path.Combine(_directory, "bin") + ":" + info.Environment["PATH"];
        info.Environment["KAFKA_HEAP_OPTS"] = "-Xmx128M";
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(command);
        return Process.Start(info)!;
    }
}
