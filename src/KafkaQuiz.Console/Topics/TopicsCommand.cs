using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Topics;

/// <summary>One run of kafka-topics, and what its actions share.</summary>
internal sealed record TopicsCommand(ToolContext Context, TopicsOptions Options, ClusterClient Client)
{
    /// <summary>Topics by name, those that <c>--topic</c> (a regular expression) lets through.</summary>
    public async Task<List<string>> TopicsAsync(CancellationToken cancel)
    {
        var metadata = await Client.MetadataAsync(null, false, "listTopics", cancel);
        var filter = Options.Topic is { } text ? TopicFilter.Parse(text) : null;
        return [.. metadata.Topics
            .Where(t => t.Name is not null && (filter is null || filter.IsMatch(t.Name)) && !(Options.Set.Has("exclude-internal") && TopicFilter.IsInternal(t.Name)))
            .Select(t => t.Name!).Order(StringComparer.Ordinal)];
    }

    /// <exception cref="JavaException">A topic was named and there is none, and <c>--if-exists</c> was not given.</exception>
    public void EnsureExists(List<string> found)
    {
        if (!string.IsNullOrEmpty(Options.Topic) && !Options.Set.Has("if-exists") && found.Count == 0)
            throw JavaException.IllegalArgument($"Topic '{Options.Topic}' does not exist as expected");
    }
}
