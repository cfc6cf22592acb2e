using System.Diagnostics;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// One broker process. It runs under a shell that reads our end of a pipe: when this process ends, however it ends, the pipe
/// closes and the shell kills the broker.
/// </summary>
internal sealed class KafkaNode : IDisposable
{
    private const string Supervise = """
        "$@" </dev/null & child=$!
        echo "kafkaquiz-process $child"
        ( cat; kill -9 $child ) <&3 >/dev/null 2>&1 &
        wait $child
        """;

    private readonly Process _shell;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _process = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<string> _lastLines = new();

    private KafkaNode(Process shell) => _shell = shell;

    public int Id { get; private init; }

    /// <summary>The file that it was started with.</summary>
    public string Properties { get; private init; } = "";

    /// <summary>It has ended, by itself or by a signal.</summary>
    public bool HasEnded => _shell.HasExited;

    /// <param name="id">Its <c>node.id</c>.</param>
    /// <param name="home">Whose Kafka.</param>
    /// <param name="properties">Path of server.properties.</param>
    /// <param name="directory">What relative paths in it are relative to.</param>
    public static KafkaNode Start(int id, KafkaHome home, string properties, string? directory = null)
    {
        var info = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = directory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // A small heap and the first compiler tier only: a cluster that lives for a minute never earns back the second.
            Environment = { ["KAFKA_HEAP_OPTS"] = "-Xmx256m -Xms64m", ["KAFKA_JVM_PERFORMANCE_OPTS"] = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Djava.awt.headless=true" },
        };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("exec 3<&0; " + Supervise);
        info.ArgumentList.Add("kafka-node");
        info.ArgumentList.Add(home.Tool("kafka-server-start")!);
        info.ArgumentList.Add(properties);
        var node = new KafkaNode(Process.Start(info)!) { Id = id, Properties = properties };
        node._shell.OutputDataReceived += (_, line) => node.Read(line.Data);
        node._shell.ErrorDataReceived += (_, line) => node.Read(line.Data);
        node._shell.BeginOutputReadLine();
        node._shell.BeginErrorReadLine();
        return node;
    }

    /// <summary>Waits until the broker says that it serves; throws with its last lines when it ends or takes too long.</summary>
    public async Task WaitUntilServingAsync(TimeSpan limit, CancellationToken cancel)
    {
        var ended = _shell.WaitForExitAsync(cancel);
        var first = await Task.WhenAny(_started.Task, ended, Task.Delay(limit, cancel));
        if (first == _started.Task) return;
        cancel.ThrowIfCancellationRequested();
        lock (_lastLines)
            throw new InvalidOperationException(
                $"Kafka node {Id} {(first == ended ? "ended" : $"did not serve within {limit.TotalSeconds:0} s")}:\n{string.Join('\n', _lastLines)}");
    }

    /// <summary>Sends a signal by name: TERM, KILL, STOP, CONT. Waits for the end of one that ends it.</summary>
    public async Task SignalAsync(string signal, CancellationToken cancel)
    {
        var process = await _process.Task.WaitAsync(cancel);
        using var kill = Process.Start(new ProcessStartInfo("/bin/kill") { ArgumentList = { "-" + signal, process.ToString(System.Globalization.CultureInfo.InvariantCulture) } })!;
        await kill.WaitForExitAsync(cancel);
        if (signal is "TERM" or "KILL") await _shell.WaitForExitAsync(cancel).WaitAsync(TimeSpan.FromSeconds(60), cancel);
    }

    public void Dispose()
    {
        // Closing the pipe is the order to kill: test data is thrown away, so no clean shutdown is waited for.
        _shell.StandardInput.Close();
        _shell.WaitForExit(TimeSpan.FromSeconds(10));
        _shell.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null) return;
        if (line.StartsWith("kafkaquiz-process ", StringComparison.Ordinal))
        {
            _process.TrySetResult(int.Parse(line.AsSpan("kafkaquiz-process ".Length), System.Globalization.CultureInfo.InvariantCulture));
            return;
        }
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > 20) _lastLines.Dequeue();
        }
        if (line.Contains("Kafka Server started", StringComparison.Ordinal)) _started.TrySetResult();
    }
}
