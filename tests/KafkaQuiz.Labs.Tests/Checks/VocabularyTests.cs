using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tests.Checks;

/// <summary>Every check of the vocabulary by examples.</summary>
public sealed class VocabularyTests
{
    /// <summary>Answers are the server's own: they are always seen.</summary>
    private static readonly Type[] alwaysSeen = [typeof(AnswerGiven), typeof(AnswerText), typeof(AnswerNumber)];

    private static readonly List<Type> vocabulary = [.. typeof(Check).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Check)))];

    public static TheoryData<int> Examples => [.. Enumerable.Range(0, CheckExamples.All.Count)];

    public static TheoryData<string> Vocabulary => [.. vocabulary.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_comes_out_as_said(int number)
    {
        var (check, scene, outcome) = CheckExamples.All[number];
        var verdict = CheckGrading.Evaluate(check, scene);
        Assert.True(outcome == verdict.Outcome, $"{check}: {verdict.Outcome}; {verdict.Expected.En}; {verdict.Observed.En}");
        Assert.Equal(outcome == CheckOutcome.NotGradable, verdict.Fault is not null);
        Assert.True(outcome == CheckOutcome.Holds ? verdict.Credit == 1 : verdict.Credit < 1, $"{check}: credit {verdict.Credit}");
        if (outcome != CheckOutcome.NotGradable) Assert.NotNull(verdict.Source);
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_is_expected_and_observed_is_said_in_both_languages(int number)
    {
        var (check, scene, _) = CheckExamples.All[number];
        var verdict = CheckGrading.Evaluate(check, scene);
        foreach (var text in new[] { verdict.Expected, verdict.Observed })
        {
            Assert.False(string.IsNullOrWhiteSpace(text.Ko), $"{check}: no Korean");
            Assert.DoesNotMatch("[가-힣]", text.En.Replace("많이", "", StringComparison.Ordinal));
        }
        Assert.Matches("[가-힣]", verdict.Expected.Ko);
    }

    [Theory]
    [MemberData(nameof(Vocabulary))]
    public void Every_check_is_shown_to_hold_to_fail_and_not_to_be_gradable(string name)
    {
        var type = vocabulary.Single(type => type.Name == name);
        var outcomes = CheckExamples.All.Where(example => example.Check.GetType() == type).Select(example => example.Outcome).ToHashSet();
        CheckOutcome[] wanted = alwaysSeen.Contains(type) ? [CheckOutcome.Holds, CheckOutcome.Fails] : Enum.GetValues<CheckOutcome>();
        Assert.Equal(wanted.ToHashSet(), outcomes);
    }

    [Fact]
    public void Every_check_names_the_evidence_that_it_looks_at()
    {
        foreach (var example in CheckExamples.All)
        {
            CheckNeeds.Add(example.Check, new EvidenceNeeds());
            // Nothing was collected: a check that needs more than the cluster itself must say so rather than fail the learner.
            if (example.Check is BrokerCount or LiveBrokers || example.Check.Answers.Count > 0 || example.Check is BrokerConfig { Broker: 7 }) continue;
            var verdict = CheckGrading.Evaluate(example.Check, new Scene(TestEvidence.Empty, null));
            Assert.True(verdict.Outcome == CheckOutcome.NotGradable, $"{example.Check}: {verdict.Outcome} {verdict.Observed.En}");
        }
    }

    [Fact]
    public void Every_fact_names_its_evidence_and_can_be_read()
    {
        foreach (var name in Fact.Names)
        {
            var fact = new Fact(name) { Topic = "t", Group = "g", Partition = 0, Broker = 1, Key = "k", Since = Since.Start };
            FactReading.Add(fact, new EvidenceNeeds());
            var read = FactReading.TryRead(fact, new Scene(TestEvidence.Empty, null), new("기대", "expected"), out var seen, out var verdict);
            Assert.Equal(name is "cluster-id" or "brokers", read);
            if (!read) Assert.Equal(CheckOutcome.NotGradable, verdict!.Outcome);
            else Assert.NotNull(seen);
        }
    }
}
