using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>Runs a scenario's steps in order, with our console or, to record, with the real tools.</summary>
internal sealed class ScenarioRun(Scenario scenario, string servers, OurConsole ours, RealTools? real)
{
    private readonly Normaliser _normaliser = new(servers);
    private List<string> _controllers = [];

    /// <summary>The steps whose output differs, each with what was expected and what was printed.</summary>
    public async Task<List<string>> RunAsync(CancellationToken cancel)
    {
        var differences = new List<string>();
        if (scenario.Brokers > 0)
            await CleanAsync(cancel);
        else if (real is null)
            await ours.RunAsync($"mkdir -p {OurConsole.Work}; cd {OurConsole.Work}", cancel);
        _controllers = await ControllersAsync(cancel);
        foreach (var step in scenario.Steps)
        {
            if (step.Directive is { } directive)
                await DirectAsync(directive, cancel);
            if (step.Command is null)
                continue;
            var command = Fill(step.Command);
            if (real is null)
                step.Expected = Normalise(step.Command, step.Expected);
            var printed = await PrintAsync(step.Command, command, cancel);
            // The brokers hear of a change some milliseconds after the controller has answered; the real tools take a second to start.
            for (var attempt = 0; attempt < 25 && real is null && IsReading(command) && printed.Text() != step.Expected.Text(); attempt++)
            {
                await Task.Delay(100, cancel);
                printed = await PrintAsync(step.Command, command, cancel);
            }
            if (real is not null)
                step.Expected = printed;
            else if (printed.Text() != step.Expected.Text())
                differences.Add($"$ {step.Command}\n--- expected\n{step.Expected.Text()}--- printed\n{printed.Text()}");
        }
        return differences;
    }

    private async Task<Printed> PrintAsync(string written, string command, CancellationToken cancel) => Normalise(written, await RunAsync(command, cancel));

    private Printed Normalise(string command, Printed printed)
    {
        var normal = _normaliser.Apply(printed);
        return command.Contains("--help", StringComparison.Ordinal) ? normal : UsageText.Fold(command, normal);
    }

    private static bool IsReading(string command) =>
        command.Contains("describe", StringComparison.Ordinal) || command.Contains("--list", StringComparison.Ordinal) || command.Contains("--verify", StringComparison.Ordinal) || command.Contains("kafka-get-offsets", StringComparison.Ordinal);

    private Task<Printed> RunAsync(string command, CancellationToken cancel) => real is null ? ours.RunAsync(command, cancel) : real.RunAsync(command, cancel);

    /// <summary>The controllers' addresses, as the brokers tell them; the scenario names them {controller1} and so on.</summary>
    private async Task<List<string>> ControllersAsync(CancellationToken cancel)
    {
        if (!scenario.Steps.Any(s => s.Command?.Contains("{controller", StringComparison.Ordinal) == true))
            return [];
        var status = await ours.RunAsync($"kafka-metadata-quorum --bootstrap-server {servers} describe --status", cancel);
        List<string> controllers = [.. Regex.Matches(status.Out, "CONTROLLER://([^\"]+)").Select(m => m.Groups[1].Value)];
        controllers.ForEach(ours.Know);
        return controllers;
    }

    /// <summary>Topics and groups of the scenario before must not be seen by this one.</summary>
    private async Task CleanAsync(CancellationToken cancel)
    {
        await RunAsync($"kafka-consumer-groups --bootstrap-server {servers} --delete --all-groups", cancel);
        await RunAsync($"kafka-topics --bootstrap-server {servers} --delete --topic '(?!__).*' --if-exists", cancel);
    }

    private async Task DirectAsync(string directive, CancellationToken cancel)
    {
        var words = directive.Split(' ', 3);
        switch (words[0])
        {
            case "start":
                if (real is null)
                    ours.StartInBackground(words[1], Fill(words[2]));
                else
                    real.StartInBackground(words[1], Fill(words[2]));
                break;
            case "stop":
                await (real is null ? ours.StopAsync(words[1]) : real.StopAsync(words[1], cancel));
                break;
            case "until":
                var parts = directive[6..].Split(" :: ");
                for (var attempt = 0; attempt < 150; attempt++)
                {
                    if ((await RunAsync(Fill(parts[1]), cancel)).Out.Contains(parts[0], StringComparison.Ordinal))
                        return;
                    await Task.Delay(200, cancel);
                }
                throw new InvalidOperationException($"Within 30 s never seen: {directive}");
        }
    }

    private string Fill(string command)
    {
        var brokers = servers.Split(',');
        var filled = command.Replace("{work}", real?.Work ?? OurConsole.Work, StringComparison.Ordinal).Replace("{bootstrap}", brokers[0], StringComparison.Ordinal).Replace("{servers}", servers, StringComparison.Ordinal);
        for (var i = 0; i < brokers.Length; i++)
            filled = filled.Replace($"{{broker{i + 1}}}", brokers[i], StringComparison.Ordinal);
        for (var i = 0; i < _controllers.Count; i++)
            filled = filled.Replace($"{{controller{i + 1}}}", _controllers[i], StringComparison.Ordinal);
        return filled;
    }
}
