using System.Net;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace KafkaQuiz.Web.Tests.Host;

public sealed class ShutdownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_under_way_is_answered_before_the_server_stops()
    {
        var slow = new SlowDoor();
        using var site = new TestSite().With("KAFKAQUIZ_LISTEN", "http://127.0.0.1:0").With(services => services.AddSingleton<IStartupFilter>(slow));
        site.UseKestrel();
        site.StartServer();
        var address = site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var request = client.GetAsync(new Uri("/test/slow", UriKind.Relative), Token);
        await slow.Entered.Task.WaitAsync(Token);

        var stopping = site.Services.GetRequiredService<IHost>().StopAsync(Token);
        Assert.False(request.IsCompleted);
        slow.Leave.SetResult();

        using var answer = await request;
        Assert.Equal((HttpStatusCode.OK, "saved"), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Token)));
        await stopping;
    }

    private sealed class SlowDoor : IStartupFilter
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Leave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/test/slow", branch => branch.Run(async http =>
            {
                Entered.SetResult();
                await Leave.Task;
                await http.Response.WriteAsync("saved", Token);
            }));
            next(app);
        };
    }
}
