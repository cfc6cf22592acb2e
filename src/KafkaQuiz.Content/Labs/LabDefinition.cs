namespace KafkaQuiz.Content.Labs;

/// <summary>A lab as it is authored. <see cref="For"/> fills in a learner's variables.</summary>
public abstract record LabDefinition
{
    /// <summary>Unique among labs: <c>manual-commit</c>. Never reused, never renamed.</summary>
    public required string Id { get; init; }

    /// <summary>The section that it belongs to: <c>4.6</c>.</summary>
    public required string Section { get; init; }

    /// <summary>Its name. The same for every learner: it has no variables.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>Minutes that it takes a learner who read the section, 3 to 120.</summary>
    public required int Minutes { get; init; }

    /// <summary>What it needs of a cluster.</summary>
    public required ClusterNeed Cluster { get; init; }

    /// <summary>The section's objectives that it proves, 1 to 4: "can …".</summary>
    public required IReadOnlyList<LocalizedText> Proves { get; init; }

    /// <summary>The tasks' ids and points, the same for every learner.</summary>
    public required IReadOnlyList<LabTaskOutline> Tasks { get; init; }

    /// <summary>Canonical JSON of the lab's file; with a copy of it and of the pages a verdict can be recomputed after an edit.</summary>
    public required string Canonical { get; init; }

    /// <summary>SHA-256 of the canonical form and of its pages, lower-case hex.</summary>
    public required string ContentHash { get; init; }

    /// <summary>All points of its tasks.</summary>
    public decimal Points => Tasks.Sum(task => task.Points);

    /// <summary>The page as written, with its marks.</summary>
    public abstract LocalizedText PageTemplate { get; }

    /// <summary>The lab of one learner: the same content and seed give the same lab on every machine.</summary>
    public abstract Lab For(ulong seed);
}

/// <summary>What a lab needs of any cluster, the learner's own or the practice cluster.</summary>
/// <param name="Brokers">Least number of live brokers, 1 to 9; 0 where the lab is done without a cluster: its checks look at answers alone.</param>
/// <param name="LogDirs">Log directories of each broker of a practice cluster, 1 to 4. Default 1.</param>
/// <param name="Machine">The learner starts the servers: a practice cluster begins as a computer on which nothing runs.</param>
public sealed record ClusterNeed(int Brokers, int LogDirs = 1, bool Machine = false);

/// <summary>A task's id and points.</summary>
public sealed record LabTaskOutline(string Id, decimal Points);
