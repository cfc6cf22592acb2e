using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>Prints the administrator link once the server listens: to the console, never to the log.</summary>
internal static class AdministratorLinkPrinter
{
    public static async Task PrintAdministratorLinkAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var code = await scope.ServiceProvider.GetRequiredService<AdministratorLink>().CreateAsync(app.Lifetime.ApplicationStopping);
        if (code is not null) app.Lifetime.ApplicationStarted.Register(() => Print(app, code));
    }

    private static void Print(WebApplication app, string code)
    {
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var site = app.Services.GetRequiredService<Settings>().PublicUrl?.GetLeftPart(UriPartial.Authority) ?? listening ?? "";
        System.Console.WriteLine(
            "관리자가 아직 없습니다. 이 주소를 여는 사람이 관리자가 됩니다(24시간 안에 한 번). / "
            + "There is no administrator yet. Whoever opens this address becomes it (once, within 24 hours):\n  "
            + site.TrimEnd('/') + AdministratorLink.Path + code);
    }
}
