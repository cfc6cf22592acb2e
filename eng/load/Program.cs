using KafkaQuiz.Load;

if (args.Contains("--help"))
{
    Console.WriteLine(LoadOptions.Help);
    return 0;
}

if (LoadOptions.Read(args, out string? fault) is not { } options)
{
    Console.Error.WriteLine(fault);
    Console.Error.WriteLine(LoadOptions.Help);
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await using var server = options.Url is null ? await ServerProcess.StartAsync(stop.Token) : null;
if (server is not null) Console.Error.WriteLine($"server {server.Url} (pid {server.Id})");
var runs = new List<LoadRun>();
try
{
    foreach (var scenario in options.Scenarios)
        runs.Add(await LoadRun.RunAsync(scenario, options.Url ?? server!.Url, server, options, stop.Token));
}
catch (Exception failed) when (failed is InvalidOperationException or HttpRequestException)
{
    Console.Error.WriteLine(failed.Message);
    Console.Error.WriteLine(server?.LastLog);
    return 1;
}

Console.WriteLine(options.Json ? Report.Json(runs) : Report.Text(runs));
return 0;
