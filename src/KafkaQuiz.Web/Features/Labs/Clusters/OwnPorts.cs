using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>Tells the egress policy the ports that this server listens at: as set, and, where the system chose one, as bound.</summary>
internal sealed class OwnPorts(EgressPolicy policy, Settings settings, IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Deny(settings.Listen.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // The addresses are known once the server listens, and nobody can ask for a grading before.
        lifetime.ApplicationStarted.Register(() => Deny(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Deny(IEnumerable<string> addresses)
    {
        foreach (var address in addresses) policy.DenyOwnPort(BindingAddress.Parse(address).Port);
    }
}
