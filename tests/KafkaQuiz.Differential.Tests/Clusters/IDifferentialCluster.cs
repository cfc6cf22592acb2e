using System.Net;

namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>One of the two clusters that are compared: brokers 1, 2 and 3, each a controller too, with <see cref="SharedConfigs"/>.</summary>
internal interface IDifferentialCluster : IAsyncDisposable
{
    /// <summary>"kafka" or "practice".</summary>
    string Name { get; }

    /// <summary>"127.0.0.1:port,…" of all three.</summary>
    string BootstrapServers { get; }

    /// <summary>Where a broker takes clients, whether it is up or not.</summary>
    IPEndPoint Address(int broker) => IPEndPoint.Parse(BootstrapServers.Split(',')[broker - 1]);

    /// <summary>SIGTERM.</summary>
    Task StopAsync(int broker);

    /// <summary>SIGKILL.</summary>
    Task KillAsync(int broker);

    /// <summary>SIGSTOP.</summary>
    Task HangAsync(int broker);

    /// <summary>Starts it again, or lets it go on when it hangs; it may not serve yet.</summary>
    Task StartAsync(int broker);

    /// <summary>Lets a little time pass before a condition is looked at again: real time, or virtual time at once.</summary>
    Task PassAsync(TimeSpan span);

    /// <summary>Ends the test when the cluster ran into a bug of its own.</summary>
    void AssertSound();
}
