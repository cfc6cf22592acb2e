namespace KafkaQuiz.Architecture.Tests;

/// <summary>Dependencies point one way (docs/architecture.md).</summary>
public sealed class ProjectReferenceTests
{
    // What the lower projects may reference, directly or through others. The hosts above them (Web, Cli, tools) may use what they need.
    private static readonly Dictionary<string, string[]> allowed = new(StringComparer.Ordinal)
    {
        ["KafkaQuiz.Protocol"] = [],
        ["KafkaQuiz.Protocol.Generator"] = [],
        ["KafkaQuiz.Content"] = [],
        ["KafkaQuiz.Assessment"] = ["KafkaQuiz.Content"],
        ["KafkaQuiz.PracticeCluster"] = ["KafkaQuiz.Protocol"],
        ["KafkaQuiz.Console"] = ["KafkaQuiz.Protocol"],
        ["KafkaQuiz.Labs"] = ["KafkaQuiz.Content", "KafkaQuiz.Protocol"],
        ["KafkaQuiz.Workbench"] = ["KafkaQuiz.Console", "KafkaQuiz.Content", "KafkaQuiz.Labs", "KafkaQuiz.PracticeCluster", "KafkaQuiz.Protocol"],
        ["KafkaQuiz.Data"] = ["KafkaQuiz.Assessment", "KafkaQuiz.Content", "KafkaQuiz.Labs", "KafkaQuiz.Protocol"],
        ["KafkaQuiz.Data.Sqlite"] = ["KafkaQuiz.Data", "KafkaQuiz.Assessment", "KafkaQuiz.Content", "KafkaQuiz.Labs", "KafkaQuiz.Protocol"],
    };

    private static readonly string[] hosts = ["KafkaQuiz.Web", "KafkaQuiz.Cli"];

    public static TheoryData<string> EveryProject => [.. SourceTree.Projects.Keys];

    public static TheoryData<string> LowerProjects => [.. allowed.Keys];

    [Theory]
    [MemberData(nameof(LowerProjects))]
    public void A_lower_project_references_only_what_is_below_it(string project) =>
        Assert.Empty(SourceTree.ReferencesInAll(project).Except(allowed[project]));

    [Theory]
    [MemberData(nameof(EveryProject))]
    public void No_project_references_itself_in_a_circle_and_nothing_below_references_a_host(string project)
    {
        var references = SourceTree.ReferencesInAll(project);
        Assert.DoesNotContain(project, references);
        if (!hosts.Contains(project)) Assert.DoesNotContain("KafkaQuiz.Cli", references);
        if (!hosts.Contains(project)) Assert.DoesNotContain("KafkaQuiz.Web", references);
    }

    [Theory]
    [InlineData("KafkaQuiz.Protocol")]
    [InlineData("KafkaQuiz.Content")]
    [InlineData("KafkaQuiz.Assessment")]
    public void The_domain_knows_neither_the_web_nor_a_database_nor_a_kafka_client(string project) =>
        Assert.DoesNotContain(SourceTree.Packages(project), package =>
            package.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || package.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || package.StartsWith("Npgsql", StringComparison.Ordinal)
            || package.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase)
            || package == "Confluent.Kafka");

    [Fact]
    public void The_practice_cluster_speaks_the_protocol_itself()
    {
        Assert.DoesNotContain("Confluent.Kafka", SourceTree.Packages("KafkaQuiz.PracticeCluster"));
        Assert.All(SourceTree.ReferencesInAll("KafkaQuiz.PracticeCluster"), project => Assert.DoesNotContain("Confluent.Kafka", SourceTree.Packages(project)));
    }

    [Theory]
    [InlineData("KafkaQuiz.Protocol", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Confluent.Kafka", "KafkaQuiz.Content")]
    [InlineData("KafkaQuiz.Console", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Confluent.Kafka", "System.Diagnostics.Process", "System.IO.File")]
    [InlineData("KafkaQuiz.Content", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Confluent.Kafka", "KafkaQuiz.Protocol", "KafkaQuiz.Assessment")]
    [InlineData("KafkaQuiz.Assessment", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Confluent.Kafka", "KafkaQuiz.Protocol", "KafkaQuiz.Data", "System.Net.Http", "System.IO.File")]
    [InlineData("KafkaQuiz.PracticeCluster", "Microsoft.EntityFrameworkCore", "Confluent.Kafka", "KafkaQuiz.Content", "KafkaQuiz.Assessment")]
    public void No_file_uses_a_namespace_that_its_project_must_not_know(string project, params string[] foreign) => Assert.All(
        SourceTree.Sources(project),
        file => Assert.All(foreign, name => Assert.DoesNotContain("using " + name, File.ReadAllText(file), StringComparison.Ordinal)));
}
