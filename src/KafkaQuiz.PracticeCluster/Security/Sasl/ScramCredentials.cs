using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>Users with SCRAM credentials, as the cluster's metadata has them (ScramImage.java, ScramControlManager.java). Only on the loop.</summary>
internal sealed class ScramCredentials
{
    /// <summary>Most users; Kafka has no limit, but many clusters share a process.</summary>
    private const int Most = 10_000;

    /// <summary>Longest name or salt, characters or bytes.</summary>
    private const int Longest = 1024;

    private readonly SortedDictionary<string, SortedDictionary<ScramMechanism, ScramCredential>> _users = new(StringComparer.Ordinal);

    public ScramCredentials()
    {
    }

    /// <summary>Those of another state of the cluster.</summary>
    public ScramCredentials(ScramCredentials other)
    {
        foreach (var (user, credentials) in other._users)
            _users[user] = new(credentials);
    }

    /// <summary>Names, in order.</summary>
    public IEnumerable<string> Users => _users.Keys;

    /// <summary>A user's, by mechanism; none for one that is not there.</summary>
    public IReadOnlyDictionary<ScramMechanism, ScramCredential> Of(string user) => _users.TryGetValue(user, out var own) ? own : new Dictionary<ScramMechanism, ScramCredential>();

    public ScramCredential? Find(string user, ScramMechanism mechanism) => _users.TryGetValue(user, out var own) ? own.GetValueOrDefault(mechanism) : null;

    public void Set(string user, ScramMechanism mechanism, ScramCredential credential)
    {
        if (!_users.TryGetValue(user, out var own))
            _users[user] = own = [];
        own[mechanism] = credential;
    }

    public void Remove(string user, ScramMechanism mechanism)
    {
        if (_users.TryGetValue(user, out var own) && own.Remove(mechanism) && own.Count == 0)
            _users.Remove(user);
    }

    /// <summary>What keeps a credential from being set; NONE when nothing does.</summary>
    public (ErrorCode Code, string? Message) Check(AlterUserScramCredentialsRequest.ScramCredentialUpsertion wanted)
    {
        var fault = Check(wanted.Name, wanted.Mechanism);
        return fault.Code != ErrorCode.None ? fault
            : wanted.Iterations < ScramMechanisms.MinIterations ? (ErrorCode.UnacceptableCredential, "Too few iterations")
            : wanted.Iterations > ScramMechanisms.MaxIterations ? (ErrorCode.UnacceptableCredential, "Too many iterations")
            // Java has no key of no bytes.
            : wanted.SaltedPassword.Length == 0 ? (ErrorCode.UnknownServerError, null)
            : wanted.Name.Length > Longest || wanted.Salt.Length > Longest ? (ErrorCode.PolicyViolation, $"The practice cluster takes names and salts of at most {Longest} characters or bytes.")
            : _users.Count >= Most && !_users.ContainsKey(wanted.Name) ? (ErrorCode.PolicyViolation, $"The practice cluster has at most {Most} users with SCRAM credentials.")
            : (ErrorCode.None, null);
    }

    /// <summary>What keeps a credential from being removed; NONE when nothing does.</summary>
    public (ErrorCode Code, string? Message) Check(AlterUserScramCredentialsRequest.ScramCredentialDeletion wanted)
    {
        var fault = Check(wanted.Name, wanted.Mechanism);
        return fault.Code != ErrorCode.None ? fault
            : Find(wanted.Name, (ScramMechanism)wanted.Mechanism) is null ? (ErrorCode.ResourceNotFound, "Attempt to delete a user credential that does not exist")
            : (ErrorCode.None, null);
    }

    public void Exchange(SleepArchive a)
    {
        foreach (var (user, own) in a.Map(_users.ToDictionary(u => u.Key, u => u.Value.ToList()), u => a.List(u ?? [], c => KeyValuePair.Create(a.Enum(c.Key), ScramCredential.Exchange(a, c.Value)))))
            _users[user] = new(own.ToDictionary());
    }

    private static (ErrorCode Code, string? Message) Check(string user, sbyte mechanism) =>
        user.Length == 0 ? (ErrorCode.UnacceptableCredential, "Username must not be empty")
        : mechanism is not ((sbyte)ScramMechanism.Sha256 or (sbyte)ScramMechanism.Sha512) ? (ErrorCode.UnsupportedSaslMechanism, "Unknown SCRAM mechanism")
        : (ErrorCode.None, null);
}
