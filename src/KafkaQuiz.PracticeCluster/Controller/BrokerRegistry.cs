using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Servers;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// What the active controller does about nodes that come and go: registrations, sessions, fencing (ClusterControlManager.java,
/// BrokerHeartbeatManager.java). Nothing beats: a live broker's heartbeats are taken for granted, a dead one's session has a timer. Only on
/// the loop.
/// </summary>
internal sealed class BrokerRegistry(ClusterState cluster)
{
    private TimeSpan SessionTimeout => cluster.Configs.Milliseconds("broker.session.timeout.ms");

    /// <summary>All nodes come up together.</summary>
    public void Start()
    {
        foreach (var node in cluster.Nodes.Values)
        {
            node.Process = NodeProcess.Running;
            node.StartedAt = cluster.Now;
            if (node.Config.IsBroker)
                cluster.Brokers.Add(node.Id, new Broker(cluster, node) { IsFenced = false, Epoch = cluster.Quorum.EndOffset + node.Id });
            node.Open(brokers: true);
        }
        cluster.Quorum.ElectNow();
    }

    /// <summary>A process ends: <see cref="NodeProcess.Stopped"/> or <see cref="NodeProcess.Killed"/>.</summary>
    public void Down(Node node, NodeProcess process)
    {
        if (!node.IsThere)
            return;
        if (!IsMember(node))
        {
            node.Process = process;
            return;
        }
        // What hangs cannot shut down in an orderly way.
        if (node.Process == NodeProcess.Hung)
            process = NodeProcess.Killed;
        cluster.Brokers.TryGetValue(node.Id, out var broker);
        var clean = broker is { IsRunning: true } && process == NodeProcess.Stopped && cluster.Quorum.IsActive;
        if (clean)
            Fence(broker!);
        NoteEnd(node.Id, process);
        // The others learn it too, in time.
        cluster.Home?.Registry.NoteEnd(node.Id, process);
        node.Process = process;
        node.Resumed.Pulse();
        cluster.Quorum.Lost(node, resigned: process == NodeProcess.Stopped);
        if (broker is null)
            return;
        if (!clean)
            WatchSession(broker);
        cluster.Replicator.BrokerGone(broker.Id);
    }

    public void Hung(Node node)
    {
        if (!node.IsUp)
            return;
        node.Freeze();
        cluster.Machine.Changes.Note();
        if (!IsMember(node))
            return;
        cluster.Quorum.Lost(node, resigned: false);
        if (cluster.Brokers.TryGetValue(node.Id, out var broker))
            WatchSession(broker);
    }

    /// <summary>The network brings nothing of a node any more.</summary>
    public void Unheard(Node node)
    {
        if (!node.IsUp)
            return;
        cluster.Quorum.Lost(node, resigned: false);
        if (!cluster.Brokers.TryGetValue(node.Id, out var broker))
            return;
        WatchSession(broker);
        cluster.Replicator.BrokerGone(node.Id);
    }

    /// <summary>The network brings what a node says again.</summary>
    public void Heard(Node node)
    {
        node.Resumed.Pulse();
        if (!node.IsUp)
            return;
        cluster.Quorum.Back(node);
        if (cluster.Quorum.IsActive)
            Hear(node);
        cluster.Groups.Resumed(node.Id);
        cluster.Replicator.BrokerBack(node.Id);
    }

    public void Slowed(Node node, TimeSpan delay)
    {
        node.Slowness = delay;
        cluster.Machine.Changes.Note();
        cluster.Replicator.BrokerBack(node.Id);
    }

    /// <summary>Started again, or going on after a hang.</summary>
    public void Up(Node node)
    {
        if (node.IsUp)
            return;
        if (node.Process == NodeProcess.Hung)
        {
            node.Thaw();
            cluster.Groups.Resumed(node.Id);
        }
        else
        {
            node.Process = node.Config.IsBroker ? NodeProcess.Starting : NodeProcess.Running;
            node.StartedAt = cluster.Now;
            node.Slowness = TimeSpan.Zero;
            cluster.Configs.Loggers.Forget(node.Id);
            node.Open(brokers: false);
            if (!node.Config.IsBroker)
                Say(node, BrokerLog.Started(node.Id));
        }
        node.Resumed.Pulse();
        if (!IsMember(node))
            return;
        cluster.Quorum.Back(node);
        if (cluster.Quorum.IsActive)
            Hear(node);
    }

    /// <summary>The machine has woken: sessions that were running out start anew.</summary>
    public void Resume()
    {
        foreach (var broker in cluster.Brokers.Values.Where(b => b.IsWatched))
            WatchSession(broker);
    }

    /// <summary>A new active controller gives every broker a new session before it judges.</summary>
    public void BecameActive()
    {
        foreach (var node in cluster.Nodes.Values.Where(n => n.Config.IsBroker).ToList())
        {
            if (!node.IsUp && cluster.IsActive(node.Id))
                WatchSession(cluster.Brokers[node.Id]);
            Hear(node);
        }
    }

    /// <summary>Forgets a broker (UnregisterBroker); its replicas stay assigned.</summary>
    /// <returns>False when there is no such broker.</returns>
    public bool Unregister(int id)
    {
        if (!cluster.Brokers.TryGetValue(id, out var broker))
            return false;
        EndSession(broker);
        Fence(broker);
        cluster.Brokers.Remove(id);
        cluster.Quorum.Wrote();
        // A process that nobody knows serves nobody; it registers when it starts again.
        if (broker.Node.Process == NodeProcess.Running)
            broker.Node.Process = NodeProcess.Starting;
        cluster.Replicator.BrokerGone(id);
        return true;
    }

    /// <summary>How a broker's process ended, until it registers again: a crash stays one, whatever becomes of a start after it.</summary>
    private void NoteEnd(int id, NodeProcess process)
    {
        if (cluster.Brokers.TryGetValue(id, out var broker) && broker.StartsAfter is null)
            broker.StartsAfter = process;
    }

    /// <summary>A node that is up says so: a broker that starts registers, one that runs is unfenced.</summary>
    private void Hear(Node node)
    {
        if (node.Cluster != cluster)
            return;
        if (node.Process == NodeProcess.Running && cluster.Brokers.TryGetValue(node.Id, out var broker))
            Unfence(broker);
        else if (node.Process == NodeProcess.Starting && node.Config.IsBroker)
            Register(node);
    }

    private void Register(Node node)
    {
        if (cluster.Brokers.TryGetValue(node.Id, out var broker))
        {
            // DUPLICATE_BROKER_REGISTRATION: the broker asks again until the session of its former life has ended.
            if (broker.IsActive && !cluster.Machine.RegistersAtOnce)
            {
                if (broker.SessionTimeout is null)
                    WatchSession(broker);
                Say(node, BrokerLog.Refused(node.Id));
                return;
            }
            broker.IsFenced = true;
            // After a crash nothing it held may be trusted (KIP-966); nor after the loss of a disk.
            cluster.Controller.RemoveFromIsrs(broker, unclean: broker.StartsAfter == NodeProcess.Killed);
            cluster.Controller.ReplaceLogDirs(broker);
            broker.Renew();
            // It may have come with another server.properties.
            foreach (var topic in cluster.Topics.All)
                topic.Reconfigure();
        }
        else
            cluster.Brokers.Add(node.Id, broker = new Broker(cluster, node));
        broker.StartsAfter = null;
        broker.Epoch = cluster.Quorum.EndOffset;
        cluster.Quorum.Wrote();
        Say(node, BrokerLog.Registered(node.Id, broker.Epoch));
        node.Process = NodeProcess.Running;
        Unfence(broker);
        Say(node, BrokerLog.Unfenced(node.Id));
        if (node.Server is null)
            node.Open(brokers: true);
        else
            OpenNamed(node, node.Server);
    }

    /// <summary>Only now a broker finds out whether it can have its ports.</summary>
    private void OpenNamed(Node node, PracticeServer server)
    {
        if (node.Config.BrokerListeners.Select(cluster.Machine.BindFaultOf).FirstOrDefault(f => f is not null) is { } fault)
        {
            fault.End(server, cluster.Now);
            Down(node, NodeProcess.Stopped);
            cluster.Machine.CloseSoon(node);
            return;
        }
        node.Open(brokers: true);
        foreach (var listener in node.Config.BrokerListeners)
        {
            cluster.Machine.Claim(listener);
            Say(node, BrokerLog.Awaiting(Machine.Shown(listener)));
        }
        Say(node, BrokerLog.Started(node.Id));
    }

    private void Say(Node node, string text) => node.Server?.Say(cluster.Now, "INFO", text);

    /// <summary>Not a second process with the id of one that is there.</summary>
    private bool IsMember(Node node) => cluster.Nodes.TryGetValue(node.Id, out var known) && known == node;

    private void Unfence(Broker broker)
    {
        EndSession(broker);
        broker.IsFenced = false;
        cluster.Machine.Changes.Note();
        cluster.Controller.ElectLeaders();
        cluster.Replicator.BrokerBack(broker.Id);
    }

    private void Fence(Broker broker)
    {
        broker.IsFenced = true;
        cluster.Machine.Changes.Note();
        cluster.Controller.RemoveFromIsrs(broker, unclean: false);
    }

    private void WatchSession(Broker broker)
    {
        EndSession(broker);
        broker.SessionTimeout = cluster.Timers.After(SessionTimeout, () =>
        {
            broker.SessionTimeout = null;
            // Without a controller nobody fences; the next one watches anew.
            if (!cluster.Quorum.IsActive || broker.IsRunning)
                return;
            Fence(broker);
            Hear(broker.Node);
        });
    }

    private static void EndSession(Broker broker)
    {
        broker.SessionTimeout?.Dispose();
        broker.SessionTimeout = null;
    }
}
