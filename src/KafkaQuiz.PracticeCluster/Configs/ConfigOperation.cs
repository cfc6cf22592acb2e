namespace KafkaQuiz.Practice.Configs;

/// <summary>How IncrementalAlterConfigs changes a config (AlterConfigOp.OpType).</summary>
internal enum ConfigOperationKind : sbyte
{
    Set = 0,
    Delete = 1,

    /// <summary>Adds elements to a list that are not in it yet.</summary>
    Append = 2,

    /// <summary>Takes elements out of a list.</summary>
    Subtract = 3,
}

/// <summary>One change of one config.</summary>
internal sealed record ConfigOperation(string Name, ConfigOperationKind Kind, string? Value)
{
    /// <summary>The value afterwards; null when it is not set.</summary>
    /// <param name="current">The value that is set now, if any.</param>
    /// <param name="standard">What a list starts from when it is not set.</param>
    public string? Apply(string? current, string? standard)
    {
        if (Kind is ConfigOperationKind.Set or ConfigOperationKind.Delete)
            return Kind == ConfigOperationKind.Set ? Value : null;
        // As in Kafka, blanks count: ' delete' is no 'delete'.
        var list = (current ?? standard ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var element in Value!.Split(','))
        {
            if (Kind == ConfigOperationKind.Subtract)
                list.Remove(element);
            else if (!list.Contains(element))
                list.Add(element);
        }
        return string.Join(',', list);
    }
}
