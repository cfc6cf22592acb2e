using System.Net;

namespace KafkaQuiz.Practice;

/// <summary>What a practice cluster starts with.</summary>
public sealed record PracticeClusterOptions
{
    /// <summary>Nodes that are broker and controller in one, numbered from 1. 1 to 9, default 3. Not looked at when <see cref="Nodes"/> says more.</summary>
    public int Brokers { get; init; } = 3;

    /// <summary>The nodes one by one: roles, listeners, racks, ids. At most 9, one controller or more; all controllers are voters.</summary>
    public IReadOnlyList<PracticeNodeOptions> Nodes { get; init; } = [];

    /// <summary>Port of the first broker's first listener, the other brokers follow in order; 0 (default) takes free ports. All other
    /// listeners take free ports.</summary>
    public int FirstPort { get; init; }

    /// <summary>Where brokers' listeners are bound. Default loopback; controllers' are always there. Beyond loopback each listener needs SASL
    /// (<see cref="InsecureListenerException"/>); without <see cref="Security"/> one user is made, whom <see cref="PracticeCluster.Security"/> names.</summary>
    public IPAddress ListenAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Host that clients are told. Default the address that is listened on; the computer's own name when that is every one.</summary>
    public string? AdvertisedHost { get; init; }

    /// <summary>SASL and ACLs. Default null: nobody is asked for anything.</summary>
    public PracticeSecurity? Security { get; init; }

    /// <summary>Racks by node in order; fewer racks than nodes leaves the rest without one. <see cref="PracticeNodeOptions.Rack"/> wins.</summary>
    public IReadOnlyList<string> Racks { get; init; } = [];

    /// <summary>Static configs (server.properties) of all nodes, over the practice defaults.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// A broker that crashed and starts again is registered at once. Default false, as in Kafka: the controller refuses it
    /// (DUPLICATE_BROKER_REGISTRATION) until the session of its former life ends, `broker.session.timeout.ms`, 9 s.
    /// </summary>
    public bool RegistersAtOnce { get; init; }

    /// <summary>Hard cap of record bytes held, each counted once however many replicas share it. A quarter as much is remembered of groups,
    /// offsets, transactional ids and producers. Default 256 MiB.</summary>
    public long MemoryLimit { get; init; } = 256L * 1024 * 1024;

    /// <summary>Largest request taken, bytes. Default 100 MiB (`socket.request.max.bytes`).</summary>
    public int MaxRequestSize { get; init; } = Protocol.Frame.DefaultMaxSize;

    /// <summary>Seed of every choice that Kafka makes at random (ids, placement, controller). Default: another one each time.</summary>
    public int? Seed { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
