using KafkaQuiz.EndToEnd.Support;

namespace KafkaQuiz.EndToEnd.Durability;

/// <summary>The server dies without a warning while learners answer.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task What_was_acknowledged_survives_three_kills_under_load()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var answers = new AcknowledgedAnswers();
        int port = ServerProcess.FreePort();
        for (int kill = 0; kill < 3; kill++)
        {
            await using var server = await ServerProcess.StartAsync(folder.Path, cancel, port);
            if (kill == 0) await answers.JoinAsync(server, 8, cancel);
            await answers.SaveUntilAsync(400, server.KillAsync, cancel);
        }

        await using var after = await ServerProcess.StartAsync(folder.Path, cancel, port);
        Assert.True(answers.Count >= 1200);
        Assert.Equal(0, await answers.LostAsync(cancel));
    }

    [Fact]
    public async Task A_stopping_server_finishes_the_requests_that_it_took()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        using var answers = new AcknowledgedAnswers();
        int port = ServerProcess.FreePort();
        await using (var server = await ServerProcess.StartAsync(folder.Path, cancel, port))
        {
            await answers.JoinAsync(server, 8, cancel);
            int code = -1;
            await answers.SaveUntilAsync(200, async () => code = await server.StopAsync(cancel), cancel);
            Assert.Equal(0, code);
        }

        await using var after = await ServerProcess.StartAsync(folder.Path, cancel, port);
        Assert.Equal(0, await answers.LostAsync(cancel));
    }
}
