using System.Text.Json.Serialization;
using KafkaQuiz.Content;

namespace KafkaQuiz.Labs.Evidence;

/// <summary>Why a cluster, or a part of it, could not be seen.</summary>
public enum NotGradableCause
{
    /// <summary>No cluster has been named yet.</summary>
    NoCluster,

    /// <summary>The practice cluster has no server that runs.</summary>
    NothingRuns,

    /// <summary>The practice cluster sleeps, as the learner works at others.</summary>
    Asleep,

    /// <summary>The name has no address.</summary>
    UnknownHost,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>No route, or the connection was cut.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>What listens there does not speak Kafka.</summary>
    NotKafka,

    /// <summary>TLS on one side only, or a certificate that is not trusted.</summary>
    Tls,

    /// <summary>SASL is missing, of another mechanism, or was refused.</summary>
    Sasl,

    /// <summary>The address is outside the networks that the server may connect to.</summary>
    NotAllowed,

    /// <summary>A broker advertises an address that cannot be used from here.</summary>
    AdvertisedAddress,

    /// <summary>The cluster's ACLs do not let the grader look.</summary>
    NotAuthorized,

    /// <summary>The group is handing out partitions at this moment.</summary>
    GroupRebalancing,

    /// <summary>The cluster has fewer live brokers than the lab needs.</summary>
    TooFewBrokers,

    /// <summary>There is more than the grader may read.</summary>
    TooMuch,

    /// <summary>Records are being read and the end is not reached yet; the next look goes on.</summary>
    StillReading,

    /// <summary>The check counts from a task that is not done yet.</summary>
    TaskNotDone,

    /// <summary>The brokers are of a version that does not tell.</summary>
    NotTold,

    /// <summary>What the check needs was not collected: a fault of ours.</summary>
    NotCollected,

    /// <summary>The broker answered with another error.</summary>
    BrokerError,
}

/// <summary>An outcome of its own: no verdict about the learner's work, and no attempt used.</summary>
/// <param name="Cause">What kind.</param>
/// <param name="Detail">Address, topic, group or error that it is about; empty where there is none. Never a secret.</param>
public sealed record NotGradable(NotGradableCause Cause, string Detail = "")
{
    /// <summary>The cause in plain words, and what to do. Not stored: it follows from the rest, and its wording may get better.</summary>
    [JsonIgnore]
    public LocalizedText Message => NotGradableMessages.Of(this);
}
