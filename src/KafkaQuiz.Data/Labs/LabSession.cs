using KafkaQuiz.Data.Accounts;

namespace KafkaQuiz.Data.Labs;

/// <summary>
/// One learner doing one lab: from its start, with variables drawn from <see cref="Seed"/>, until it is restarted. It pins the version of the lab that the learner was shown.
/// </summary>
public sealed class LabSession
{
    public Guid Id { get; set; }

    public Guid LearnerId { get; set; }

    /// <summary>The lab's id.</summary>
    public string LabId { get; set; } = "";

    /// <summary>Content hash of the lab as started; the text itself is the <see cref="LabVersion"/> of that hash.</summary>
    public string LabHash { get; set; } = "";

    /// <summary>The learner's variables are drawn from it.</summary>
    public long Seed { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When the learner began afresh; null while this is the session in use.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What <see cref="Servers"/> says of a practice cluster, whose addresses are the web node's to know.</summary>
    public const string PracticeServers = "practice";

    /// <summary>Bootstrap servers as named, comma-separated; <see cref="PracticeServers"/>; null before a cluster is connected.</summary>
    public string? Servers { get; set; }

    /// <summary>The learner works on a practice cluster.</summary>
    public bool IsPractice => Servers == PracticeServers;

    public bool Tls { get; set; }

    /// <summary>PEM of a CA to trust; a certificate is no secret.</summary>
    public string? CaCertificate { get; set; }

    /// <summary><c>PLAIN</c>, <c>SCRAM-SHA-256</c>, <c>SCRAM-SHA-512</c>, or null.</summary>
    public string? SaslMechanism { get; set; }

    public string? SaslUser { get; set; }

    /// <summary>The SASL password, encrypted with the Data Protection keys; removed when the cluster is disconnected; a restart hands it to the new session.</summary>
    public string? ProtectedPassword { get; set; }

    /// <summary>When the learner had the setup run on the cluster; null while they did not.</summary>
    public DateTimeOffset? PreparedAt { get; set; }

    /// <summary>Evidence of the start (JSON): what was there before does not count. Null before a cluster is connected.</summary>
    public string? Baseline { get; set; }

    /// <summary>What the learner wrote down (JSON, by id of the answer); empty while nothing.</summary>
    public string Answers { get; set; } = "";

    /// <summary>What grading remembers from one look to the next (JSON).</summary>
    public string Memory { get; set; } = "";

    /// <summary>Raised with every change of cluster, baseline, answers or memory: two nodes that grade at once do not overwrite each other.</summary>
    public int Revision { get; set; }

    /// <summary>Web node that looks at the cluster for open pages, and until when it holds that duty.</summary>
    public string? Watcher { get; set; }

    public DateTimeOffset? WatchedUntil { get; set; }

    public User? Learner { get; set; }
}
