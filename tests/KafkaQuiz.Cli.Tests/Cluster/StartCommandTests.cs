using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Cli.Tests.Cluster;

/// <summary>`cluster start` as a program of its own.</summary>
public sealed class StartCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_line_is_the_bootstrap_servers_and_commands_come_through_a_pipe()
    {
        var (code, output) = await CliProgram.RunAsync(["cluster", "start", "--brokers", "2"], "status\nstop 2\nquit\n");
        Assert.Equal(0, code);
        var lines = output.Split('\n');
        Assert.Matches(@"^127\.0\.0\.1:\d+,127\.0\.0\.1:\d+$", lines[0]);
        Assert.StartsWith("브로커 2개가 ", lines[1], StringComparison.Ordinal);
        Assert.Contains("실행 중", output, StringComparison.Ordinal);
        Assert.Contains("2번 브로커를 정상 종료했습니다.", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task As_json_every_line_is_an_object()
    {
        var (code, output) = await CliProgram.RunAsync(["cluster", "start", "--json", "--rack", "a,b", "--rack", "c", "--config", "num.partitions=7", "--lang", "en"], "status\nslow 2 1s\nstop 9\nquit\n");
        Assert.Equal(0, code);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, lines[0].GetProperty("bootstrapServers").GetString()!.Split(',').Length);
        Assert.Equal(["a", "b", "c"], lines[1].GetProperty("status").GetProperty("brokers").EnumerateArray().Select(broker => broker.GetProperty("rack").GetString()));
        Assert.Equal([true, true, false], lines.Skip(1).Select(line => line.GetProperty("ok").GetBoolean()));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_closed_input_leaves_it_running_until_a_signal_ends_it(string signal)
    {
        using var process = Process.Start(CliProgram.Start("cluster", "start", "--brokers", "1"))!;
        try
        {
            process.StandardInput.Close();
            var address = await process.StandardOutput.ReadLineAsync(Cancel);
            await using (var connection = await KafkaConnection.OpenAsync(IPEndPoint.Parse(address!), new() { Timeout = TimeSpan.FromSeconds(60) }, Cancel))
                Assert.NotEmpty(connection.Versions.ApiKeys);
            using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            var rest = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            Assert.EndsWith("클러스터를 끝냈습니다.\n", rest, StringComparison.Ordinal);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Fact]
    public async Task Beyond_loopback_a_file_for_its_owner_only_holds_the_password_and_goes_at_the_end()
    {
        using var process = Process.Start(CliProgram.Start("cluster", "start", "--brokers", "1", "--listen", "0.0.0.0", "--advertise", "127.0.0.1", "--json"))!;
        try
        {
            var ready = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancel))!).RootElement;
            var path = ready.GetProperty("clientConfig").GetString()!;
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            var password = System.Text.RegularExpressions.Regex.Match(await File.ReadAllTextAsync(path, Cancel), "password=\"(.{24})\"").Groups[1].Value;
            Assert.Equal(24, password.Length);
            await process.StandardInput.WriteAsync("status\nquit\n");
            Assert.DoesNotContain(password, await process.StandardOutput.ReadToEndAsync(Cancel), StringComparison.Ordinal);
            await process.WaitForExitAsync(Cancel);
            Assert.False(File.Exists(path));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [Theory]
    [InlineData("--listen", "everywhere")]
    [InlineData("--users", "/no/such/file")]
    public async Task A_wrong_security_option_is_named(string option, string value) =>
        Assert.NotEqual(0, (await CliProgram.RunAsync(["cluster", "start", option, value], "quit\n")).Item1);

    [Fact]
    public async Task A_port_puts_the_brokers_on_it_and_the_next_ones()
    {
        // Another process may take one of the three between looking and binding.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            int first;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                first = ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            if (first > 65_000)
                continue;
            var (code, output) = await CliProgram.RunAsync(["cluster", "start", "--port", first.ToString(CultureInfo.InvariantCulture)], "quit\n");
            if (code != 0)
                continue;
            Assert.Equal($"127.0.0.1:{first},127.0.0.1:{first + 1},127.0.0.1:{first + 2}", output.Split('\n')[0]);
            return;
        }
        Assert.Fail("No three free ports in a row.");
    }

    [Fact]
    public async Task A_taken_port_is_named_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        if (port > 65_531)
            return;
        var (code, output) = await CliProgram.RunAsync(["cluster", "start", "--port", port.ToString(CultureInfo.InvariantCulture)], "quit\n");
        Assert.Equal(2, code);
        Assert.Equal($"1번 브로커가 쓸 {port}번 포트를 다른 프로그램이 쓰고 있습니다. --port로 다른 번호를 주거나 그 프로그램을 끝내세요 (찾기: ss -ltnp 'sport = :{port}').\n", output);
    }

    [Theory]
    [InlineData("--brokers is 1 to 5.", "--brokers", "6")]
    [InlineData("--port is 1 to 65531.", "--port", "65534")]
    [InlineData("--config is NAME=VALUE, such as num.partitions=3.", "--config", "num.partitions")]
    [InlineData("--config: 'num.partition' is no broker config", "--config", "num.partition=3")]
    [InlineData("--config: Invalid value three for configuration num.partitions: Not a number of type INT", "--config", "num.partitions=three")]
    public async Task A_bad_option_is_named_with_what_it_may_be(string message, params string[] option)
    {
        var (code, output) = await CliProgram.RunAsync(["cluster", "start", "--lang", "en", .. option]);
        Assert.NotEqual(0, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }
}
