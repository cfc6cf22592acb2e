namespace KafkaQuiz.Labs.Evidence;

/// <summary>Listeners that brokers advertise to clients.</summary>
public sealed record ListenersSeen(IReadOnlyList<ListenerSeen> Listeners);

/// <summary>An advertised listener, and what a connection to it found.</summary>
/// <param name="Broker">Id of the broker.</param>
/// <param name="Name">Of the listener; null where the broker's own configs could not be read and only its address is known.</param>
/// <param name="Address">As advertised, <c>host:port</c>.</param>
/// <param name="ClusterId">Of the cluster that answered; null where none did.</param>
/// <param name="Problem">Why none answered, or null.</param>
public sealed record ListenerSeen(int Broker, string? Name, string Address, string? ClusterId, NotGradable? Problem);

/// <summary>The bootstrap servers that the learner named.</summary>
public sealed record ServersSeen(IReadOnlyList<ServerSeen> Servers);

/// <summary>A bootstrap server, and what answers there.</summary>
/// <param name="Address">As named.</param>
/// <param name="ClusterId">Of the cluster that answered; null where none did.</param>
/// <param name="Problem">Why none answered, or null.</param>
public sealed record ServerSeen(string Address, string? ClusterId, NotGradable? Problem);
