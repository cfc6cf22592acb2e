namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>A field that the clusters answer differently; "absent" where one has it and the other has not.</summary>
internal sealed record Difference(string Scenario, string Step, string Path, string Kafka, string Practice)
{
    private const string Absent = "absent";

    public override string ToString() => $"{Step}: {Path}\n      kafka     {Kafka}\n      practice  {Practice}";

    public static IEnumerable<Difference> Between(string scenario, IReadOnlyList<Step> kafka, IReadOnlyList<Step> practice)
    {
        for (var i = 0; i < Math.Max(kafka.Count, practice.Count); i++)
        {
            var (real, ours) = (kafka.ElementAtOrDefault(i), practice.ElementAtOrDefault(i));
            if (real?.Label != ours?.Label)
                yield return new(scenario, real?.Label ?? ours!.Label, "Step", real?.Label ?? "absent", ours?.Label ?? "absent");
            if (real is null || ours is null)
                continue;
            var told = new HashSet<string>();
            foreach (var path in real.Fields.Keys.Union(ours.Fields.Keys).Order(StringComparer.Ordinal))
            {
                var (one, other) = (real.Fields.GetValueOrDefault(path, Absent), ours.Fields.GetValueOrDefault(path, Absent));
                if (one == other)
                    continue;
                if (Element(path, one == Absent ? real.Fields : other == Absent ? ours.Fields : null) is not { } element)
                    yield return new(scenario, real.Label, path, one, other);
                else if (told.Add(element))
                    yield return new(scenario, real.Label, element, one == Absent ? Absent : "there", other == Absent ? Absent : "there");
            }
        }
    }

    /// <summary>The outermost element of a list that a path leads into and that the fields have nothing of: told once, not field by field.</summary>
    private static string? Element(string path, SortedDictionary<string, string>? fields)
    {
        if (fields is null)
            return null;
        for (var end = path.IndexOf(']', StringComparison.Ordinal); end >= 0; end = path.IndexOf(']', end + 1))
        {
            var element = path[..(end + 1)];
            if (!fields.Keys.Any(p => p.StartsWith(element, StringComparison.Ordinal)))
                return element;
        }
        return null;
    }
}
