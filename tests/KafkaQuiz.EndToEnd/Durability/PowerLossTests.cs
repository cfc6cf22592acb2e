using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using KafkaQuiz.EndToEnd.Support;

namespace KafkaQuiz.EndToEnd.Durability;

/// <summary>
/// The power goes: everything that was not synced to the disk is gone. power-loss.c keeps such a disk beside the live data; the server is killed
/// under load and started again over that disk. The control run does the same with SQLite's syncing off and must lose answers,
/// or the test could not fail.
/// </summary>
public sealed class PowerLossTests
{
    [Fact]
    public async Task What_was_acknowledged_survives_a_power_cut() => Assert.Equal(0, await LostByPowerCutAsync(synchronousOff: false));

    [Fact]
    public async Task Without_syncing_a_power_cut_loses_answers() => Assert.NotEqual(0, await LostByPowerCutAsync(synchronousOff: true));

    private static async Task<int> LostByPowerCutAsync(bool synchronousOff)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string library = await BuildDiskAsync(folder.Path, cancel);
        string live = folder.Sub("live");
        string disk = folder.Sub("disk");
        using var answers = new AcknowledgedAnswers();
        int port = ServerProcess.FreePort();

        // The learners begin on a healthy machine, whose disk has everything.
        await using (var server = await ServerProcess.StartAsync(live, cancel, port))
        {
            await answers.JoinAsync(server, 8, cancel);
            await server.StopAsync(cancel);
        }

        foreach (string file in Directory.GetFiles(live)) File.Copy(file, Path.Combine(disk, Path.GetFileName(file)));

        var environment = new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["POWER_LOSS_LIVE"] = live, ["POWER_LOSS_DISK"] = disk };
        string? control = synchronousOff ? await ControlConfigAsync(folder.Path, cancel) : null;
        await using (var server = await ServerProcess.StartAsync(live, cancel, port, environment, control))
            await answers.SaveUntilAsync(400, server.KillAsync, cancel);

        await using var after = await ServerProcess.StartAsync(disk, cancel, port);
        return await answers.LostAsync(cancel);
    }

    private static async Task<string> BuildDiskAsync(string folder, CancellationToken cancel)
    {
        Assert.SkipUnless(RuntimeInformation.IsOSPlatform(OSPlatform.Linux), "The power-loss disk is a preloaded library for Linux");
        string library = Path.Combine(folder, "power-loss.so");
        string source = Path.Combine(Repository.Root, "tests/KafkaQuiz.EndToEnd/Durability/power-loss.c");
        try
        {
            using var gcc = Process.Start("gcc", ["-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"]);
            await gcc.WaitForExitAsync(cancel);
            Assert.True(gcc.ExitCode == 0, "power-loss.c compiles");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("gcc is not installed, which builds the power-loss disk");
        }

        return library;
    }

    /// <summary>The web application's runtimeconfig.json with the switch of DurableConnection.</summary>
    private static async Task<string> ControlConfigAsync(string folder, CancellationToken cancel)
    {
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(Repository.WebDll, ".runtimeconfig.json"), cancel))!;
        var options = config["runtimeOptions"]!;
        options["configProperties"] ??= new JsonObject();
        options["configProperties"]!["KafkaQuiz.PowerLossControl.SynchronousOff"] = true;
        string file = Path.Combine(folder, "control.runtimeconfig.json");
        await File.WriteAllTextAsync(file, config.ToJsonString(), cancel);
        return file;
    }
}
