namespace KafkaQuiz.Practice.Gaps;

/// <summary>One way in which the practice cluster differs from Apache Kafka 4.3.1 on purpose.</summary>
/// <param name="Key">Key of the API; null for a difference of the cluster as a whole.</param>
/// <param name="Api">Kafka's name of the API; empty for the cluster as a whole.</param>
/// <param name="Versions">The versions that Kafka serves and this does not, "0-2"; empty where all are served and only the behaviour differs.</param>
/// <param name="What">What is left out. For a behaviour of an API, the words after `Left out:` in its file.</param>
/// <param name="Why">The reason.</param>
public sealed record Gap(short? Key, string Api, string Versions, (string Ko, string En) What, (string Ko, string En) Why);
