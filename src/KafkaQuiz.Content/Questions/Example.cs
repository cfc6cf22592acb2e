using KafkaQuiz.Content.Expressions;

namespace KafkaQuiz.Content.Questions;

/// <summary>An answer that the author wrote beside a question: <c>accept</c> must score full, <c>reject</c> less.</summary>
/// <param name="Accept">Whether it is right.</param>
/// <param name="Given">Values of the drawn parameters; empty where the question has none.</param>
/// <param name="Fields">What is answered: <c>text</c>, or a cloze's <c>blank.NAME</c> (for a menu the option's text in either language).</param>
/// <param name="Place">Where it is written.</param>
public sealed record Example(bool Accept, IReadOnlyDictionary<string, Value> Given, IReadOnlyDictionary<string, string> Fields, Place Place)
{
    /// <summary>The response to <paramref name="variant"/> that this example means.</summary>
    public Response To(QuestionVariant variant) =>
        Response.Of([.. Fields.Select(field => (field.Key, (string[])[Value(variant, field.Key, field.Value)]))]);

    private static string Value(QuestionVariant variant, string field, string value)
    {
        if (variant is not ClozeVariant cloze || cloze.Blanks.FirstOrDefault(blank => blank.Field == field) is not MenuBlank menu)
            return value;
        return menu.Options.FirstOrDefault(option => option.Text.Ko == value || option.Text.En == value)?.Key ?? value;
    }
}
