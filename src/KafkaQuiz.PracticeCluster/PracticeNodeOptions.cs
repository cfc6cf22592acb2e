namespace KafkaQuiz.Practice;

/// <summary>One node of a practice cluster.</summary>
/// <param name="Id">`node.id`, 0 or more.</param>
public sealed record PracticeNodeOptions(int Id)
{
    /// <summary>Default both.</summary>
    public NodeRoles Roles { get; init; } = NodeRoles.Combined;

    /// <summary>Names of a broker's listeners for clients, upper case; each is PLAINTEXT on a loopback port of its own. The first is between
    /// brokers too (`inter.broker.listener.name`). Default one, PLAINTEXT. Controllers have CONTROLLER besides.</summary>
    public IReadOnlyList<string> Listeners { get; init; } = ["PLAINTEXT"];

    /// <summary>`broker.rack`.</summary>
    public string? Rack { get; init; }

    /// <summary>Static configs of this node, over those of all.</summary>
    public IReadOnlyDictionary<string, string> Configs { get; init; } = new Dictionary<string, string>();
}
