using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>What a regular expression was last found to match.</summary>
/// <param name="Topics">Names.</param>
/// <param name="TopicsSeen">Topics ever created by then (<see cref="Practice.Topics.TopicCatalog.Created"/>).</param>
/// <param name="At">When.</param>
internal sealed record ResolvedRegex(IReadOnlySet<string> Topics, long TopicsSeen, DateTimeOffset At);

/// <summary>What a member's change of its regular expression comes to.</summary>
internal enum RegexChange
{
    None,

    /// <summary>It has another one, whose topics are not known yet.</summary>
    Updated,

    /// <summary>It has another one, or none any more, and its topics are known.</summary>
    Resolved,
}

/// <summary>
/// Members' regular expressions of topics (GroupMetadataManager.maybeUpdateRegularExpressions, TopicRegexResolver). They are resolved when
/// one is new, when topics were created since, but not within 10 s of the last time, and every 10 min. Only on the loop.
/// </summary>
internal static class TopicRegexes
{
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromSeconds(10);

    /// <summary>`group.consumer.regex.refresh.interval.ms`, an internal config.</summary>
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromMinutes(10);

    /// <exception cref="GroupException">INVALID_REGULAR_EXPRESSION.</exception>
    public static RegexChange Change(ConsumerGroup group, ConsumerMember before, ConsumerMember after, out bool resolves)
    {
        var change = RegexChange.None;
        var isNew = false;
        if (before.Regex != after.Regex)
        {
            var isKnown = group.Members.Values.Any(m => m.Regex == after.Regex);
            isNew = after.Regex.Length > 0 && !isKnown;
            if (isNew && Re2.Fault(after.Regex) is { } fault)
                throw new GroupException(ErrorCode.InvalidRegularExpression, $"SubscribedTopicRegex `{after.Regex}` is not a valid regular expression: {fault}.");
            change = after.Regex.Length == 0 || (isKnown && group.Regexes.ContainsKey(after.Regex)) ? RegexChange.Resolved : RegexChange.Updated;
        }
        resolves = IsDue(group, after, isNew);
        return change;
    }

    /// <summary>Finds the topics of all members' expressions; others than before move the group to a new epoch, whose target comes with the next heartbeat.</summary>
    /// <param name="group">Whose.</param>
    /// <param name="maySee">Topics that the member whose heartbeat it is may describe; the others are not found.</param>
    public static void Resolve(ConsumerGroup group, Func<string, bool> maySee)
    {
        var cluster = group.Cluster;
        var grows = false;
        foreach (var regex in group.Members.Values.Select(m => m.Regex).Where(r => r.Length > 0).Distinct().ToList())
        {
            var pattern = Re2.Compile(regex);
            var topics = cluster.Topics.All.Select(t => t.Name).Where(n => pattern.IsMatch(n) && maySee(n)).ToHashSet();
            grows |= !topics.SetEquals(group.Regexes.TryGetValue(regex, out var known) ? known.Topics : new HashSet<string>());
            group.Regexes[regex] = new ResolvedRegex(topics, cluster.Topics.Created, cluster.Now);
        }
        var digest = SubscribedTopics.Digest(group, group.Members.Values);
        if (!grows && digest == group.MetadataDigest)
            return;
        group.Epoch++;
        group.MetadataDigest = digest;
        group.MetadataSeen = cluster.Topics.Version;
    }

    /// <summary>Drops what no member asks for any more.</summary>
    public static void Forget(ConsumerGroup group)
    {
        foreach (var unused in group.Regexes.Keys.Except(group.Members.Values.Select(m => m.Regex)).ToList())
            group.Regexes.Remove(unused);
    }

    private static bool IsDue(ConsumerGroup group, ConsumerMember after, bool isNew)
    {
        var regexes = group.Members.Values.Where(m => m.Id != after.Id).Append(after).Select(m => m.Regex).Where(r => r.Length > 0).ToHashSet();
        if (regexes.Count == 0)
            return false;
        var now = group.Cluster.Now;
        var last = group.Regexes.Values.FirstOrDefault();
        if (last is not null && now <= last.At + AtMostEvery)
            return false;
        return isNew || regexes.Count != group.Regexes.Count || last is null || last.TopicsSeen < group.Cluster.Topics.Created || now > last.At + AtLeastEvery;
    }
}
