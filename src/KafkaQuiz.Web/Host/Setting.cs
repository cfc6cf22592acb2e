namespace KafkaQuiz.Web.Host;

/// <summary>One thing that can be set, by environment variable or by option on the command line.</summary>
/// <param name="Name">In words with hyphens: <c>lab-networks</c> is <c>--lab-networks</c> and <c>KAFKAQUIZ_LAB_NETWORKS</c>.</param>
/// <param name="Default">As it would be written; empty: not set.</param>
/// <param name="Ko">What it does, in Korean.</param>
/// <param name="En">What it does, in English.</param>
internal sealed record Setting(string Name, string Default, string Ko, string En)
{
    public string Variable { get; } = "KAFKAQUIZ_" + Name.Replace('-', '_').ToUpperInvariant();
}
