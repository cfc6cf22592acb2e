using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Questions;

/// <summary>A choice as it is authored.</summary>
/// <param name="Text">Markdown template.</param>
/// <param name="Correct">Whether it should be marked.</param>
/// <param name="Why">Markdown template.</param>
public sealed record ChoiceTemplate(LocalizedText Text, bool Correct, LocalizedText Why)
{
    internal static IReadOnlyList<ChoiceTemplate> Read(ItemReader read, YamlNode list) =>
        [.. list.Items.Select(item => new ChoiceTemplate(read.Text(item["text"]!), item["correct"]?.Text == "true", read.Text(item["why"]!)))];

    internal static IReadOnlyList<VariantChoice> Show(Drawn drawn, IReadOnlyList<ChoiceTemplate> choices, bool shuffle)
    {
        var shown = shuffle ? drawn.Shuffle(choices) : choices;
        return [.. shown.Select(choice => new VariantChoice(drawn.Key(), drawn.Fill(choice.Text), choice.Correct, drawn.Fill(choice.Why)))];
    }
}
